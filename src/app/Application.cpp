#include "app/Application.hpp"

#include "app/RealtimeApps.hpp"
#include "app/RouteTable.hpp"
#include "app/Seed.hpp"
#include "app/Signals.hpp"
#include "auth/Callers.hpp"
#include "base/Log.hpp"
#include "db/Failure.hpp"
#include "db/Migrations.hpp"
#include "db/Migrator.hpp"
#include "http/HttpServer.hpp"
#include "queue/QueueBroadcast.hpp"
#include "realtime/ApiRoutes.hpp"
#include "realtime/Realtime.hpp"

#include <fmt/core.h>

#include <filesystem>
#include <stdexcept>
#include <system_error>
#include <thread>

namespace antrean::app {
namespace {

constexpr std::string_view kTimezoneConfig = "clinic_timezone";

void makeDataDir(std::string const& path) {
    namespace fs = std::filesystem;
    std::error_code error;
    if (fs::is_directory(path, error))
        return;
    fs::create_directories(path, error);
    if (error)
        throw std::runtime_error(
            fmt::format("cannot make the data folder {}: {}", path, error.message())
        );
    fs::permissions(path, fs::perms::owner_all, error);
}

Zone zoneOf(std::string const& name) {
    auto zone = Zone::find(name);
    if (!zone)
        throw std::invalid_argument(
            fmt::format("--timezone: the system knows no zone named {}", name)
        );
    return *zone;
}

// The config row wins over the flag; a row that names no zone is as good as none.
void useConfiguredZone(
    db::Transaction& transaction, http::ClinicClock& clock, Zone const& flag_zone
) {
    auto const name = clinic::findConfig(transaction, kTimezoneConfig);
    auto const zone = name ? Zone::find(*name) : std::nullopt;
    if (name && !zone)
        log::warning("the config {} names no zone that the system knows", kTimezoneConfig);
    clock.setZone(zone.value_or(flag_zone));
}

void followConfiguredZone(db::Database& database, http::ClinicClock& clock, Zone flag_zone) {
    auto const read = [&clock, flag_zone](db::Transaction& transaction) {
        useConfiguredZone(transaction, clock, flag_zone);
        return true;
    };
    database.onNotice([&database, read](std::string_view topic, std::uint64_t) {
        if (topic.empty() || topic == clinic::kConfigsTopic)
            database.submit(db::Mode::read, {read, [](std::optional<Error> const&) {}});
    });
    auto const first = database.read<bool>([&read](db::Transaction& transaction) {
        return Result<bool>(read(transaction));
    });
    if (!first)
        throw std::runtime_error("the database does not answer: " + first.error().cause);
}

void seedDatabase(db::Database& database, Settings const& settings, Moment const& moment) {
    auto const seeded = seed(database, settings, moment);
    if (!seeded)
        throw std::runtime_error("cannot fill the new database: " + seeded.error().cause);
    if (seeded->superadmin_password)
        fmt::print(
            "A new database was made. Log in as superadmin with the password {}\n"
            "(it is shown only this once; antrean user set-password changes it)\n",
            *seeded->superadmin_password
        );
    if (seeded->has_demo)
        fmt::print("Demo users were made; their password is admin123.\n");
    std::fflush(stdout);
}

http::ServerSettings serverSettings(Settings const& settings) {
    http::ServerSettings server;
    server.listen = settings.listen;
    server.tls_listen = settings.tls_listen;
    server.tls_certificate_file = settings.tls_certificate_file;
    server.tls_key_file = settings.tls_key_file;
    server.threads = settings.threads != 0 ? settings.threads
                                           : std::max(1U, std::thread::hardware_concurrency());
    server.connections_max = settings.connections_max;
    return server;
}

http::DispatchSettings dispatchSettings(Settings const& settings) {
    http::DispatchSettings dispatch;
    dispatch.origin.public_url = settings.public_url;
    while (dispatch.origin.public_url.ends_with('/'))
        dispatch.origin.public_url.pop_back();
    auto const proxies = http::NetworkList::parse(settings.trusted_proxies);
    if (!proxies)
        throw std::invalid_argument(
            "--trusted-proxies takes addresses and networks between commas, or *"
        );
    dispatch.origin.trusted_proxies = *proxies;
    dispatch.authorization_open = settings.is_authorization_open;
    dispatch.workers = std::max(1U, std::thread::hardware_concurrency());
    dispatch.created_status = settings.created_status;
    return dispatch;
}

std::string hostOf(std::string const& address) {
    return address.substr(0, address.rfind(':'));
}

void sayWhere(Settings const& settings, http::HttpServer const& server) {
    log::info("listening on http://{}:{}", hostOf(settings.listen), server.port());
    if (!settings.tls_listen.empty())
        log::info("listening on https://{}:{}", hostOf(settings.tls_listen), server.tlsPort());
}

}  // namespace

std::string databaseUrl(Settings const& settings) {
    return settings.database.empty() ? "sqlite:" + settings.data_dir + "/antrean.db"
                                     : settings.database;
}

std::unique_ptr<db::Database> openDatabase(Settings const& settings) {
    db::Settings database;
    database.sessions = settings.database_sessions;
    database.url = databaseUrl(settings);
    if (settings.database.empty())
        makeDataDir(settings.data_dir);
    auto opened = db::open(database);
    db::migrate(*opened, db::kMigrations);
    return opened;
}

void serve(Settings const& settings) {
    Signals signals;  // before any thread, so that all of them inherit the mask
    auto const flag_zone = zoneOf(settings.timezone);
    SystemClock const clock;
    http::ClinicClock clinic_clock(clock, flag_zone);

    auto const database = openDatabase(settings);
    clinic::Directories directories({clinic::kPoliesTopic, clinic::kStatusesTopic});
    database->onNotice([&directories](std::string_view topic, std::uint64_t count) {
        directories.heard(topic, count);
    });
    auth::Callers callers(*database, clock);
    auth::LoginThrottle throttle;
    account::UserService users(directories);
    ledger::Ledger ledger;
    queue::ServedNumbers served;
    ledger.listen([&served](ledger::Event const& event) { served.heard(event); });

    realtime::Realtime realtime(realtimeApps(settings));
    queue::QueueBroadcast broadcast(
        *database,
        directories,
        clinic_clock,
        [&realtime](std::string_view channel, std::string_view event, std::string_view data) {
            realtime.announce(channel, event, data);
        }
    );
    realtime::EventFeed feed;
    ledger.listen([&broadcast, &feed](ledger::Event const&) {
        broadcast.request();
        feed.look();
    });
    auto routes = routeTable({
        directories,
        ledger,
        served,
        users,
        throttle,
        {settings.bcrypt_rounds, settings.throttle_logins},
        settings.list_queue_numbers_as_text,
        realtime.firstApp(),
        [&broadcast] { broadcast.request(); },
        feed,
        [&callers](std::string_view bearer) { return callers.cached(bearer) != nullptr; },
    });
    realtime::addApiRoutes(routes, realtime);

    http::Dispatch dispatch(
        std::move(routes), *database, callers, clinic_clock, dispatchSettings(settings)
    );
    // Listens before anything is written: a taken port leaves no new database behind whose
    // password scrolled by.
    http::HttpServer server(serverSettings(settings), dispatch, &realtime);
    seedDatabase(*database, settings, clinic_clock.moment());
    followConfiguredZone(*database, clinic_clock, flag_zone);
    broadcast.start();
    feed.start(*database, realtime.threads());
    sayWhere(settings, server);

    signals.onStop([&server] {
        log::info("stopping");
        server.stop();
    });
    server.run();
    dispatch.stop();
    broadcast.stop();
    feed.stop();
    database->stop();
    log::info("stopped");
}

}  // namespace antrean::app
