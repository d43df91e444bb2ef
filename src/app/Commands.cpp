#include "app/Commands.hpp"

#include "app/AnonymiseCommand.hpp"
#include "app/Application.hpp"
#include "app/ArchiveReport.hpp"
#include "app/BackupCommands.hpp"
#include "app/Check.hpp"
#include "app/DataFolder.hpp"
#include "app/FolderOwner.hpp"
#include "app/FolderUse.hpp"
#include "app/ImportCommand.hpp"
#include "app/MoveCommand.hpp"
#include "app/OpenDatabase.hpp"
#include "app/RouteTable.hpp"
#include "app/Seed.hpp"
#include "app/UserCommands.hpp"
#include "app/demo/DemoPlay.hpp"
#include "app/doctor/Doctor.hpp"
#include "auth/Permissions.hpp"
#include "base/Log.hpp"
#include "base/Seal.hpp"
#include "faq/FaqFiles.hpp"
#include "lab/Import.hpp"
#include "openapi/Document.hpp"

#include <fmt/core.h>

#include <cstdlib>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace antrean::app {
namespace {

Moment now() {
    return Zone::find("UTC").value().moment(SystemClock().now());
}

void seedOnly(Invocation const& invocation) {
    auto const database = openDatabase(invocation.settings);
    auto const seeded = orThrow(seed(*database, invocation.settings, now()));
    orThrow(finishDemoClinic(*database, invocation.settings));
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
    lab::Import import([](std::string_view line) {
        fmt::print("{}\n", line);
        std::fflush(stdout);
    });
    auto const database = openExistingDatabase(invocation.settings);
    auto const imported = orThrow(import.run(*database, invocation.folder));
    database->stop();
    fmt::print("{} rows of {} files were imported.\n", imported.rows, imported.files);
}

int check(Invocation const& invocation) {
    auto const database = openExistingDatabase(invocation.settings);
    auto const problems = orThrow(
        findProblems(*database, faq::FaqFiles(DataFolder(invocation.settings.data_dir).faqFolder()))
    );
    database->stop();
    for (auto const& problem : problems)
        fmt::print("{}\n", problem);
    if (problems.empty())
        fmt::print("The database is in order.\n");
    return problems.empty() ? 0 : 1;
}

int examine(Invocation const& invocation) {
    auto const findings = doctor::examine(invocation.settings);
    fmt::print("{}", invocation.is_json ? doctor::asJson(findings) : doctor::asText(findings));
    return doctor::exitStatus(findings);
}

void printDocument(Settings const& settings) {
    openapi::Document const document(
        describeRoutes(routeVariants(settings)), settings.dispatch.created_status
    );
    fmt::print("{}\n", *document.text("http://" + settings.server.listen));
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

// Whether the command works with the data folder, beside servers that use it.
bool usesData(Command command) {
    switch (command) {
        case Command::migrate:
        case Command::migrate_database:
        case Command::seed:
        case Command::set_password:
        case Command::create_token:
        case Command::list_tokens:
        case Command::revoke_token:
        case Command::check:
        case Command::anonymise:
        case Command::import_lab:
        case Command::backup:
            return true;
        case Command::serve:    // later, when its settings are checked
        case Command::restore:  // wants the folder for itself
        case Command::import_laravel:
        case Command::verify:
        case Command::routes:
        case Command::play_day:
        case Command::config:
        case Command::doctor:  // changes nothing, also no interrupted restore
        case Command::openapi:
            return false;
    }
    return false;
}

// At its end, however the command ends, the service's user can read what root has created.
class PossessionOfOwner {
public:
    explicit PossessionOfOwner(Invocation const& invocation)
        : data_dir_(invocation.settings.data_dir),
          is_needed_(
              usesData(invocation.command) || invocation.command == Command::import_laravel ||
              invocation.command == Command::restore
          ) {}
    ~PossessionOfOwner() {
        try {
            if (is_needed_)
                giveToOwner(data_dir_, data_dir_);
        } catch (std::exception const& error) {
            log::warning("{}", error.what());
        }
    }
    PossessionOfOwner(PossessionOfOwner const&) = delete;
    PossessionOfOwner& operator=(PossessionOfOwner const&) = delete;

private:
    std::string const data_dir_;
    bool const is_needed_;
};

int perform(Invocation const& invocation) {
    std::optional<FolderUse> use;
    if (usesData(invocation.command))
        use = FolderUse::shared(invocation.settings.data_dir, databaseUrl(invocation.settings));
    switch (invocation.command) {
        case Command::serve:
            serve(invocation.settings);
            return 0;
        case Command::migrate:
            migrateOnly(invocation);
            return 0;
        case Command::migrate_database:
            migrateDatabase(invocation);
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
        case Command::list_tokens:
            listTokens(invocation);
            return 0;
        case Command::revoke_token:
            revokeToken(invocation);
            return 0;
        case Command::check:
            return check(invocation);
        case Command::anonymise:
            anonymise(invocation);
            return 0;
        case Command::doctor:
            return examine(invocation);
        case Command::import_lab:
            importLab(invocation);
            return 0;
        case Command::backup:
            makeBackupFile(invocation);
            return 0;
        case Command::restore:
            return restoreBackupFile(invocation);
        case Command::verify:
            return verifyBackupFile(invocation);
        case Command::import_laravel:
            importLaravel(invocation);
            return 0;
        case Command::routes:
            listRoutes(invocation.settings);
            return 0;
        case Command::play_day:
            playDay(invocation.play);
            return 0;
        case Command::config:
            fmt::print("{}", invocation.text);
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
        PossessionOfOwner const possession(invocation);
        status = perform(invocation);
    } catch (std::invalid_argument const& error) {
        fmt::print(stderr, "antrean: {}\n", error.what());
        status = 2;
    } catch (std::exception const& error) {
        fmt::print(stderr, "antrean: {}\n", error.what());
    }
    if (!log::stop())
        std::_Exit(status);
    return status;
}

}  // namespace antrean::app
