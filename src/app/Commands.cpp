#include "app/Commands.hpp"

#include "account/UserStore.hpp"
#include "app/Application.hpp"
#include "app/Check.hpp"
#include "app/DataFolder.hpp"
#include "app/OpenDatabase.hpp"
#include "app/RouteTable.hpp"
#include "app/Seed.hpp"
#include "auth/Permissions.hpp"
#include "auth/Tokens.hpp"
#include "base/Digest.hpp"
#include "base/Log.hpp"
#include "base/Seal.hpp"
#include "faq/FaqFiles.hpp"
#include "lab/Import.hpp"
#include "openapi/Document.hpp"

#include <fmt/core.h>

#include <iostream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <termios.h>
#include <unistd.h>

namespace antrean::app {
namespace {

constexpr std::size_t kPasswordBytesMin = 6;

Moment now() {
    return Zone::find("UTC").value().moment(SystemClock().now());
}

// Reads it from the terminal without echo, or from the first line of stdin.
std::string readPassword() {
    termios before{};
    bool const is_terminal = tcgetattr(STDIN_FILENO, &before) == 0;
    if (is_terminal) {
        std::cerr << "New password: " << std::flush;
        auto silent = before;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
    }
    std::string password;
    std::getline(std::cin, password);
    if (is_terminal) {
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
        std::cerr << '\n';
    }
    return password;
}

template <class T>
T valueOrThrow(Result<T> const& result) {
    if (!result)
        throw std::runtime_error(
            result.error().cause.empty() ? result.error().message : result.error().cause
        );
    return *result;
}

Result<std::int64_t> userId(db::Transaction& transaction, std::string const& name) {
    auto const credentials = account::findCredentials(transaction, name);
    if (!credentials)
        return Error::notFound("there is no user named " + name);
    return credentials->id;
}

void setPassword(Invocation const& invocation) {
    auto const password = readPassword();
    if (password.size() < kPasswordBytesMin)
        throw std::runtime_error("a password has at least 6 characters");
    auto const hash = digest::bcrypt(password, invocation.settings.login.bcrypt_rounds);
    auto const database = openExistingDatabase(invocation.settings);
    valueOrThrow(database->write<void>([&](db::Transaction& transaction) -> Result<void> {
        auto const id = userId(transaction, invocation.user_name);
        if (!id)
            return id.error();
        account::updatePassword(transaction, *id, hash, now().timestamp);
        return {};
    }));
    database->stop();
    fmt::print("The password of {} was changed.\n", invocation.user_name);
}

void createToken(Invocation const& invocation) {
    auto const database = openExistingDatabase(invocation.settings);
    auto const token = valueOrThrow(
        database->write<std::string>([&](db::Transaction& transaction) -> Result<std::string> {
            auto const id = userId(transaction, invocation.user_name);
            if (!id)
                return id.error();
            return auth::issueToken(transaction, *id, "permanent-token", now());
        })
    );
    database->stop();
    fmt::print("{}\n", token);
}

void seedOnly(Invocation const& invocation) {
    auto const database = openDatabase(invocation.settings);
    auto const seeded = valueOrThrow(seed(*database, invocation.settings, now()));
    database->stop();
    if (seeded.superadmin_password)
        fmt::print("superadmin's password: {}\n", *seeded.superadmin_password);
    fmt::print(
        "{}\n", seeded.has_demo ? "The database has the demo data now." : "The database is filled."
    );
}

void migrateOnly(Invocation const& invocation) {
    openDatabase(invocation.settings)->stop();
    fmt::print("The schema is up to date.\n");
}

void importLab(Invocation const& invocation) {
    // Must outlive the database, whose sessions keep its statements.
    lab::Import import([](std::string_view file, std::int64_t rows) {
        fmt::print("{}: {} rows\n", file, rows);
        std::fflush(stdout);
    });
    auto const database = openExistingDatabase(invocation.settings);
    auto const imported = valueOrThrow(import.run(*database, invocation.folder));
    database->stop();
    fmt::print("{} rows of {} files were imported.\n", imported.rows, imported.files);
}

int check(Invocation const& invocation) {
    auto const database = openExistingDatabase(invocation.settings);
    auto const problems = valueOrThrow(
        findProblems(*database, faq::FaqFiles(DataFolder(invocation.settings.data_dir).faqFolder()))
    );
    database->stop();
    for (auto const& problem : problems)
        fmt::print("{}\n", problem);
    if (problems.empty())
        fmt::print("The database is in order.\n");
    return problems.empty() ? 0 : 1;
}

void printDocument(Settings const& settings) {
    openapi::Document const document(
        describeRoutes(routeVariants(settings)), settings.dispatch.created_status
    );
    fmt::print("{}\n", document.text("http://" + settings.server.listen));
}

void listRoutes(Settings const& settings) {
    for (auto const& route : describeRoutes(routeVariants(settings)))
        fmt::print(
            "{:<7} {:<44} {:<20} {}\n",
            http::name(route.method),
            route.path,
            auth::name(route.permission),
            route.summary
        );
}

int perform(Invocation const& invocation) {
    switch (invocation.command) {
        case Command::serve:
            serve(invocation.settings);
            return 0;
        case Command::migrate:
            migrateOnly(invocation);
            return 0;
        case Command::seed:
            seedOnly(invocation);
            return 0;
        case Command::set_password:
            setPassword(invocation);
            return 0;
        case Command::create_token:
            createToken(invocation);
            return 0;
        case Command::check:
            return check(invocation);
        case Command::import_lab:
            importLab(invocation);
            return 0;
        case Command::routes:
            listRoutes(invocation.settings);
            return 0;
        case Command::openapi:
            printDocument(invocation.settings);
            return 0;
    }
    return 1;
}

}  // namespace

int run(Invocation const& invocation) {
    log::start(invocation.settings.log);
    int status = 1;
    try {
        status = perform(invocation);
    } catch (std::invalid_argument const& error) {
        fmt::print(stderr, "antrean: {}\n", error.what());
        status = 2;
    } catch (std::exception const& error) {
        fmt::print(stderr, "antrean: {}\n", error.what());
    }
    log::stop();
    return status;
}

}  // namespace antrean::app
