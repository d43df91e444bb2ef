#include "app/FlagKinds.hpp"
#include "app/Flags.hpp"

namespace antrean::app {
namespace {

void addDatabaseUrls(CLI::App& command, Settings& settings) {
    add(command,
        "--database",
        settings.database.url,
        "sqlite:PATH or postgresql://USER:PASSWORD@HOST:PORT/NAME, with HOST:PORT,HOST:PORT for a "
        "primary and its standbys; without it, an SQLite database in the data folder")
        ->check(beginsWith(
            {"sqlite:", "postgresql://", "postgres://"},
            "must be sqlite:PATH or postgresql://USER:PASSWORD@HOST:PORT/NAME"
        ));
    add(command,
        "--database-direct",
        settings.database.direct_url,
        "postgresql://... of the server itself, when --database is a pool in transaction mode "
        "(PgBouncer): for notices, backups and commands")
        ->check(beginsWith({"postgresql://", "postgres://"}, "must be postgresql://..."));
    add(command,
        "--database-replica",
        settings.replica.url,
        "postgresql://... of a standby that reads reports, exports and dashboards while it has "
        "every write that was answered before")
        ->check(beginsWith({"postgresql://", "postgres://"}, "must be postgresql://..."));
    addDuration<std::chrono::milliseconds>(
        command,
        "--database-replica-wait",
        settings.replica.behind_max,
        {0, 60'000},
        "Milliseconds for which a read waits for the replica; the primary does it when the replica "
        "is further behind"
    );
}

}  // namespace

void addDatabaseFlags(CLI::App& command, Settings& settings, std::string& config_file) {
    command.option_defaults()->group("Database and log");
    add(command,
        "--config",
        config_file,
        "Read flags from this file, one `name = \"value\"` per line");
    add(command,
        "--data-dir",
        settings.data_dir,
        "Folder for the embedded database and uploaded files; created if missing");
    addDatabaseUrls(command, settings);
    add(command,
        "--timezone",
        settings.timezone,
        "Time zone of the clinic; the config `clinic_timezone` in the database overrides it")
        ->check(isZone());
    addChoice<log::Format>(
        command,
        "--log-format",
        settings.log.format,
        {{"text", log::Format::text}, {"json", log::Format::json}},
        "Format of the log on stderr"
    );
    addChoice<log::Level>(
        command,
        "--log-level",
        settings.log.level,
        {{"debug", log::Level::debug},
         {"info", log::Level::info},
         {"warning", log::Level::warning},
         {"error", log::Level::error}},
        "Lowest level that is logged"
    );
    addNumber(
        command,
        "--bcrypt-rounds",
        settings.login.bcrypt_rounds,
        {4, 16},
        "Cost of password hashes; each step up doubles the time of a login"
    );
}

}  // namespace antrean::app
