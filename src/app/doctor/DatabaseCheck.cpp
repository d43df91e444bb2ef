#include "app/OpenDatabase.hpp"
#include "app/Sql.hpp"
#include "app/UserCommands.hpp"
#include "app/demo/DemoRows.hpp"
#include "app/doctor/Checks.hpp"
#include "base/Clock.hpp"
#include "base/Digest.hpp"
#include "clinic/Configs.hpp"
#include "clinic/Profile.hpp"
#include "db/Database.hpp"
#include "db/Migrations.hpp"
#include "db/Migrator.hpp"
#include "db/PostgresSockets.hpp"
#include "db/PostgresUrl.hpp"
#include "db/ReplicaWatch.hpp"
#include "ledger/Entries.hpp"
#include "move/Mark.hpp"

#include <boost/describe.hpp>
#include <fmt/core.h>

#include <array>
#include <exception>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

namespace antrean::app::doctor {
namespace {

struct ServerSetting {
    std::string name;
    std::string setting;
};
BOOST_DESCRIBE_STRUCT(ServerSetting, (), (name, setting))

struct Password {
    std::string password;
};
BOOST_DESCRIBE_STRUCT(Password, (), (password))

struct Seen {
    std::map<std::string, std::string> server;
    std::optional<std::string> last_entry_at;
    std::optional<std::string> superadmin_password;
    bool is_demo = false;
};

Result<std::map<std::string, std::string>> serverSettings(db::Database& database) {
    return database.read<std::map<std::string, std::string>>([](db::Transaction& transaction) {
        std::map<std::string, std::string> settings;
        for (auto& row : transaction.all<ServerSetting>(sql::kListServerSettings))
            settings.emplace(std::move(row.name), std::move(row.setting));
        return Result<std::map<std::string, std::string>>(std::move(settings));
    });
}

// Only of a schema that this program knows.
Result<Seen> rows(db::Database& database) {
    return database.read<Seen>([](db::Transaction& transaction) {
        Seen seen;
        auto const last = ledger::lastSeq(transaction);
        for (auto& entry : ledger::listEntries(transaction, last - 1, last, 1))
            seen.last_entry_at = std::move(entry.created_at);
        for (auto& row : transaction.all<Password>(sql::kFindSuperadminPassword))
            seen.superadmin_password = std::move(row.password);
        seen.is_demo = clinic::findConfig(transaction, clinic::kDemoConfig) == "1";
        return Result<Seen>(std::move(seen));
    });
}

struct Hurting {
    std::string_view name;
    std::string_view value;
    std::string_view harm;
    std::string_view cure;
};
constexpr Hurting kHurting[] = {
    {"fsync", "off", "a power cut destroys the database", "set fsync = on"},
    {"full_page_writes", "off", "a power cut destroys pages", "set full_page_writes = on"},
    {"synchronous_commit",
     "off",
     "a power cut loses numbers that patients already have",
     "set synchronous_commit = on"},
    {"is_standby",
     "true",
     "it is a standby, which takes no writes",
     "name the primary in --database, with target_session_attrs=read-write"},
};

void lookAtServer(
    Findings& findings,
    db::Database& database,
    std::string const& url,
    std::map<std::string, std::string> const& server
) {
    auto const valueOf = [&server](std::string const& name) {
        auto const found = server.find(name);
        return found == server.end() ? std::string() : found->second;
    };
    if (database.engine() == db::Engine::sqlite) {
        findings.well("SQLite " + valueOf("server_version") + " answers");
        return;
    }
    auto const address = valueOf("address");
    findings.well(fmt::format(
        "PostgreSQL {} answers{}{}",
        valueOf("server_version"),
        address.empty() ? "" : " at ",
        address
    ));
    if (db::hasSeveralHosts(url) && valueOf("synchronous_standby_names").empty())
        findings.warn(
            "a failover may lose numbers that patients already have: no standby is synchronous",
            "In postgresql.conf of the primary, set synchronous_standby_names"
        );
    for (auto const& each : kHurting)
        if (valueOf(std::string(each.name)) == each.value)
            findings.fault(
                fmt::format("{} is {}: {}", each.name, each.value, each.harm),
                fmt::format("In postgresql.conf, {}", each.cure)
            );
    if (valueOf("server_encoding") != "UTF8")
        findings.fault(
            "the database has the encoding " + valueOf("server_encoding"),
            "Create it anew with ENCODING 'UTF8', and move the data"
        );
}

void lookAtReplica(Findings& findings, db::Database& primary, db::ReplicaSettings const& settings) {
    if (settings.url.empty())
        return;
    db::PostgresSockets const sockets;
    auto const state = db::ReplicaWatch(settings, primary, sockets).examine();
    if (state.trouble.empty())
        findings.well(
            fmt::format("the replica answers; {} bytes are still to come", state.bytes_behind)
        );
    else
        findings.warn(
            "the replica is left out, so the primary reads the reports: " + state.trouble,
            "Correct --database-replica, or mend the standby"
        );
}

// False: the rows cannot be read by this program.
bool lookAtSchema(Findings& findings, db::Database& database) {
    auto const version = db::schemaVersion(database);
    auto const known = db::kMigrations.back().number;
    if (version > known) {
        findings.fault(
            fmt::format("its schema {} is newer than this program ({})", version, known),
            "Install the newer program again, or restore the backup from before the upgrade"
        );
        return false;
    }
    if (version < known) {
        findings.warn(
            fmt::format("its schema is {}, and this program has {}", version, known),
            "Make a backup and start the server: it upgrades the schema"
        );
        return false;
    }
    findings.well(fmt::format("its schema {} is that of this program", version));
    return true;
}

bool hasKnownPassword(Seen const& seen) {
    auto const& password = seen.superadmin_password;
    return password && digest::bcryptMatches(kDemoPassword, *password);
}

void lookAtRows(Findings& findings, Seen const& seen) {
    auto const now = storedTimestamp(SystemClock().now());
    if (seen.last_entry_at && *seen.last_entry_at > now)
        findings.fault(
            fmt::format("its last entry is of {} UTC, and now it is {}", *seen.last_entry_at, now),
            "Set the clock of this machine right before anybody registers"
        );
    if (seen.is_demo)
        findings.warn(
            "it is a demo, with invented patients and passwords that everybody knows",
            "Start the clinic's own server with a new --data-dir, without --demo"
        );
    else if (hasKnownPassword(seen))
        findings.fault(
            "superadmin has a password that everybody knows", "antrean user set-password superadmin"
        );
}

}  // namespace

std::vector<Finding> lookAtDatabase(Subject const& subject) {
    constexpr std::string_view kAdvice = "Correct --database or --data-dir, or start the database";
    Findings findings("database");
    auto* const database = subject.database();
    if (database == nullptr) {
        findings.fault(subject.whyNotOpen(), std::string(kAdvice));
        return findings.take();
    }
    try {
        auto const server = orThrow(serverSettings(*database));
        lookAtServer(findings, *database, directUrl(subject.settings()), server);
        lookAtReplica(findings, *database, subject.settings().replica);
        if (auto const mark = move::findMark(*database))
            findings.fault(move::refusal(*mark), "Finish the move, or give it up with --reopen");
        else if (lookAtSchema(findings, *database))
            lookAtRows(findings, orThrow(rows(*database)));
    } catch (std::exception const& error) {
        findings.fault(error.what(), std::string(kAdvice));
    }
    return findings.take();
}

}  // namespace antrean::app::doctor
