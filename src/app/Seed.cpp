#include "app/Seed.hpp"

#include "app/Sql.hpp"
#include "app/demo/DemoClinic.hpp"
#include "app/demo/DemoRows.hpp"
#include "auth/DefaultPermissions.hpp"
#include "auth/Permissions.hpp"
#include "auth/Tokens.hpp"
#include "base/Digest.hpp"
#include "base/Random.hpp"
#include "clinic/Configs.hpp"
#include "clinic/Directory.hpp"

#include <fmt/core.h>

#include <cstdio>
#include <stdexcept>

namespace antrean::app {
namespace {

using db::Transaction;

constexpr std::size_t kRandomPasswordLetters = 16;

constexpr std::string_view kPolies[] = {"Poli Umum", "Poli Gigi"};

void insertRoles(Transaction& transaction, std::string const& now) {
    for (auto const& role : auth::defaultRoles()) {
        transaction.run(sql::kInsertRole, {{"id", role.id}, {"name", role.name}, {"now", now}});
        for (auto const permission : role.permissions) {
            transaction.run(
                sql::kInsertRolePermission,
                {{"role_id", role.id}, {"permission", auth::name(permission)}}
            );
        }
    }
}

void insertClinic(Transaction& transaction, std::string const& now) {
    std::int64_t id = 0;
    for (auto const name : kPolies)
        transaction.run(sql::kInsertPoly, {{"id", ++id}, {"name", name}, {"now", now}});
    id = 0;  // the ids that clients know (contract, ST-1, generation C)
    for (auto const& station : clinic::kStations)
        transaction.run(
            sql::kInsertStatus,
            {{"id", ++id},
             {"status_name", station.status_name},
             {"label", station.label},
             {"information", station.information},
             {"now", now}}
        );
}

void insertUser(
    Transaction& transaction, DemoUser const& user, std::string const& hash, std::string const& now
) {
    transaction.run(
        sql::kInsertUser,
        {{"id", user.id},
         {"name", user.name},
         {"username", user.username},
         {"email", user.email},
         {"password", hash},
         {"poly_id", user.poly_id},
         {"now", now}}
    );
    transaction.run(
        sql::kInsertRoleOfUser, {{"user_id", user.id}, {"role_id", user.role_id}, {"now", now}}
    );
}

void insertDemoReminder(Transaction& transaction, std::string const& now) {
    auto const template_id = transaction.number(
        sql::kInsertMessageTemplate,
        {{"template_name", kDemoReminder.template_name},
         {"message", kDemoReminder.message},
         {"now", now}}
    );
    transaction.run(
        sql::kInsertReminderConfig,
        {{"message_template_id", template_id},
         {"reminder_offset", kDemoReminder.offset},
         {"reminder_patient_count", kDemoReminder.patient_count},
         {"reminder_type", kDemoReminder.type},
         {"now", now}}
    );
}

// The zone of the database, otherwise that of the flag.
Zone zoneOf(Transaction& transaction, Settings const& settings) {
    auto const name = clinic::findConfig(transaction, clinic::kTimezoneConfig);
    auto const zone = name ? Zone::find(*name) : std::nullopt;
    return zone ? *zone : Zone::find(settings.timezone).value();
}

Result<void> insertDemoClinic(
    Transaction& transaction,
    Settings const& settings,
    std::string const& hash,
    Moment const& moment
) {
    insertDemoPolies(transaction, moment.timestamp);
    for (auto const& user : demoClinicUsers())
        insertUser(transaction, user, hash, moment.timestamp);
    return beginDemoClinic(transaction, zoneOf(transaction, settings), moment);
}

void insertDemo(
    Transaction& transaction,
    Settings const& settings,
    std::string const& hash,
    std::string const& now
) {
    transaction.run(
        sql::kInsertConfig,
        {{"name", clinic::kTimezoneConfig}, {"value", settings.timezone}, {"now", now}}
    );
    insertDemoReminder(transaction, now);
    for (auto const& user : demoUsers())
        insertUser(transaction, user, hash, now);
    for (auto const& schedule : demoSchedules())
        transaction.run(
            sql::kInsertSchedule,
            {{"doctor_id", schedule.doctor_id},
             {"date", schedule.date},
             {"start_time", kDemoStart},
             {"end_time", kDemoEnd},
             {"quota", schedule.quota},
             {"now", now}}
        );
}

struct Found {
    std::int64_t users = 0;
    std::int64_t schedules = 0;
    std::int64_t patients = 0;
    std::int64_t own_polies = 0;

    bool isNew() const { return users == 0; }
    // No user but the superadmin, and no schedule.
    bool takesDemo() const { return users <= 1 && schedules == 0; }
    // Nor anything else that a clinic has made.
    bool takesDemoClinic() const { return takesDemo() && patients == 0 && own_polies == 0; }
};

// Reads patients and polies only for a demo clinic: a server whose patients are damaged starts.
Found look(Transaction& transaction, Settings const& settings) {
    Found found{
        transaction.number(sql::kCountUsers).value_or(0),
        transaction.number(sql::kCountSchedules).value_or(0),
    };
    if (settings.demo_clinic) {
        found.patients = transaction.number(sql::kCountPatients).value_or(0);
        found.own_polies = transaction.number(sql::kCountOwnPolies).value_or(0);
    }
    return found;
}

// Hashes are computed before the transaction, because each takes a quarter of a second.
struct Hashes {
    std::string superadmin;
    std::string demo;
};

Result<bool> fill(
    Transaction& transaction, Settings const& settings, Hashes const& hashes, Moment const& moment
) {
    auto const& now = moment.timestamp;
    transaction.lock("seed");
    auto const found = look(transaction, settings);
    if (found.isNew()) {
        insertRoles(transaction, now);
        insertClinic(transaction, now);
        insertUser(
            transaction,
            {1, "Super Admin", "superadmin", "superadmin@mail.com", auth::kSuperadminRoleId, 1},
            hashes.superadmin,
            now
        );
    }
    bool const wants_clinic = settings.demo_clinic && found.takesDemoClinic();
    if (wants_clinic || (settings.demo && found.takesDemo()))
        insertDemo(transaction, settings, hashes.demo, now);
    if (wants_clinic)
        if (auto const begun = insertDemoClinic(transaction, settings, hashes.demo, moment); !begun)
            return begun.error();
    transaction.number(sql::kRaiseIds);
    for (auto const topic :
         {clinic::kPoliesTopic, clinic::kStatusesTopic, clinic::kConfigsTopic, auth::kCallersTopic})
        transaction.notice(topic);
    return found.isNew();
}

}  // namespace

Result<Seeded> seed(db::Database& database, Settings const& settings, Moment const& moment) {
    auto const found = database.read<Found>([&settings](Transaction& transaction) -> Result<Found> {
        return look(transaction, settings);
    });
    if (!found)
        return found.error();
    bool const wants_demo =
        (settings.demo && found->takesDemo()) || (settings.demo_clinic && found->takesDemoClinic());
    if (!found->isNew() && !wants_demo)
        return Seeded{};

    Hashes hashes;
    auto password = settings.superadmin_password;
    if (password.empty())
        password = randomLetters(kRandomPasswordLetters);
    if (found->isNew())
        hashes.superadmin = digest::bcrypt(password, settings.login.bcrypt_rounds);
    if (wants_demo)
        hashes.demo = digest::bcrypt(kDemoPassword, settings.login.bcrypt_rounds);
    auto const made = database.write<bool>([&](Transaction& transaction) -> Result<bool> {
        return fill(transaction, settings, hashes, moment);
    });
    if (!made)
        return made.error();
    Seeded seeded;
    seeded.has_demo = wants_demo;
    if (*made && settings.superadmin_password.empty())
        seeded.superadmin_password = password;
    return seeded;
}

Result<void> finishDemoClinic(db::Database& database, Settings const& settings) {
    if (!settings.demo_clinic)
        return {};
    auto const report = [](std::string const& line) {
        fmt::print("{}\n", line);
        std::fflush(stdout);
    };
    return fillDemoClinic(database, Zone::find(settings.timezone).value(), report);
}

void seedAndReport(db::Database& database, Settings const& settings, Moment const& moment) {
    auto const seeded = seed(database, settings, moment);
    if (!seeded)
        throw std::runtime_error("cannot fill the new database: " + seeded.error().cause);
    if (seeded->superadmin_password)
        fmt::print(
            "A new database was created. Log in as superadmin with the password {}\n"
            "(it is shown only once; `antrean user set-password superadmin` changes it)\n",
            *seeded->superadmin_password
        );
    if (seeded->has_demo)
        fmt::print("Demo users were created; their password is admin123.\n");
    std::fflush(stdout);
    if (auto const filled = finishDemoClinic(database, settings); !filled)
        throw std::runtime_error("cannot fill the demo clinic: " + filled.error().cause);
}

}  // namespace antrean::app
