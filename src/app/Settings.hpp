// Everything that can be set from outside, with its default and unit. app/CommandLine fills it
// from flags, environment and configuration file.
#pragma once

#include "base/Log.hpp"

#include <cstddef>
#include <string>

namespace antrean::app {

struct Settings {
    std::string data_dir = "./data";
    std::string database;  // URL; empty: sqlite:DATADIR/antrean.db
    std::string timezone = "Asia/Jakarta";
    log::Format log_format = log::Format::text;
    log::Level log_level = log::Level::info;

    std::string listen = "127.0.0.1:8000";
    std::string tls_listen;
    std::string tls_certificate_file;
    std::string tls_key_file;
    std::string public_url;
    std::string trusted_proxies;  // addresses and networks between commas, or *
    std::size_t threads = 0;      // I/O threads; 0: as many as there are cores
    std::size_t database_sessions = 8;
    std::size_t connections_max = 10'000;

    bool is_authorization_open = false;
    int bcrypt_rounds = 12;
    bool throttle_logins = true;
    bool list_queue_numbers_as_text = true;
    int created_status = 201;

    std::string realtime_app_id = "antrean";
    std::string realtime_key = "antrean-key";
    std::string realtime_secret;  // empty: made once, kept in the data folder
    std::string realtime_apps;    // JSON; replaces the three above when not empty

    bool demo = false;
    std::string superadmin_password;  // for a new database; empty: a random one, printed once
};

}  // namespace antrean::app
