#pragma once

#include "app/AnonymiseCommand.hpp"
#include "app/MoveOrders.hpp"
#include "app/Settings.hpp"
#include "app/demo/DemoPlay.hpp"

#include <cstdint>
#include <string>
#include <variant>

namespace antrean::app {

enum class Command {
    serve,
    migrate,
    migrate_database,
    seed,
    set_password,
    create_token,
    list_tokens,
    revoke_token,
    check,
    anonymise,
    routes,
    openapi,
    import_lab,
    backup,
    restore,
    verify,
    import_laravel,
    config,
    doctor,
    play_day
};

struct Invocation {
    Command command{};
    Settings settings;
    std::string user_name;         // of set_password, create_token and list_tokens
    std::int64_t token_id = 0;     // of revoke_token
    std::string folder;            // of import_lab
    std::string file;              // of backup, restore and verify: the archive
    bool without_secrets = false;  // of backup
    bool may_replace = false;      // of restore
    std::string text;              // of config: what it prints
    bool is_json = false;          // of doctor
    PlaySettings play;             // of play_day
    PrivacyOrder privacy;          // of anonymise
    MoveOrder move;
    ImportOrder import;
};

// The text that ends the program at once: a help text or the version (status 0), or what is wrong
// with the command line (status 2).
struct Ending {
    int status = 0;
    std::string text;
};

std::variant<Invocation, Ending> readCommandLine(int count, char const* const* arguments);

}  // namespace antrean::app
