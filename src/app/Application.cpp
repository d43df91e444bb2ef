#include "app/Application.hpp"

#include "app/ConfiguredZone.hpp"
#include "app/KeptSecret.hpp"
#include "app/RealtimeApps.hpp"
#include "app/Reminding.hpp"
#include "app/RouteTable.hpp"
#include "app/Seed.hpp"
#include "app/Signals.hpp"
#include "auth/Callers.hpp"
#include "base/Log.hpp"
#include "base/Random.hpp"
#include "base/Seal.hpp"
#include "db/Failure.hpp"
#include "db/ForeignDatabase.hpp"
#include "db/Migrations.hpp"
#include "db/Migrator.hpp"
#include "delivery/CurlSender.hpp"
#include "delivery/Dispatcher.hpp"
#include "faq/FaqRoutes.hpp"
#include "http/HttpServer.hpp"
#include "queue/QueueBroadcast.hpp"
#include "realtime/PeerBus.hpp"
#include "realtime/Realtime.hpp"
#include "realtime/Webhooks.hpp"

#include <fmt/core.h>

#include <chrono>
#include <filesystem>
#include <prometheus/metric_family.h>
#include <stdexcept>
#include <system_error>
#include <thread>

namespace antrean::app {
namespace {

// As many as wait for other people's servers at the same time: the lab's database, WAHA.
constexpr std::size_t kRemoteWorkers = 4;

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
    server.blocked_bytes_max = settings.realtime_backlog_mib << 20U;
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
    dispatch.remote_workers = kRemoteWorkers;
    dispatch.dialects = {lab::dialect()};
    return dispatch;
}

std::unique_ptr<db::ForeignDatabase> openLabDatabase(Settings const& settings) {
    if (settings.lab_database.empty())
        return nullptr;
    return std::make_unique<db::ForeignDatabase>(db::ForeignSettings{
        settings.lab_database, kRemoteWorkers, settings.has_tokens_in_lab_database});
}

lab::LabSettings labSettings(Settings const& settings, db::ForeignDatabase* database) {
    auto const networks = http::NetworkList::parse(settings.lab_networks);
    if (!networks)
        throw std::invalid_argument(
            "--lab-networks takes addresses and networks between commas, or *"
        );
    return {*networks, settings.lab_client_key, database, settings.has_tokens_in_lab_database};
}

std::string hostOf(std::string const& address) {
    return address.substr(0, address.rfind(':'));
}

queue::QueueBroadcast::Announce announcer(realtime::Realtime const& realtime) {
    return [&realtime](std::string_view channel, std::string_view event, std::string_view data) {
        realtime.announce(channel, event, data);
    };
}

// SQLite has one process, which is alone.
std::unique_ptr<realtime::PeerBus> peerBus(
    Settings const& settings,
    db::Database& database,
    realtime::Realtime const& realtime,
    realtime::PeerBus::Actions actions
) {
    if (database.engine() == db::Engine::sqlite)
        return nullptr;
    std::chrono::seconds const silence_max(settings.realtime_peer_timeout_s);
    return std::make_unique<realtime::PeerBus>(
        database, realtime.hubs(), silence_max, std::move(actions)
    );
}

void sayWhere(Settings const& settings, http::HttpServer const& server) {
    log::info("listening on http://{}:{}", hostOf(settings.listen), server.port());
    if (!settings.tls_listen.empty())
        log::info("listening on https://{}:{}", hostOf(settings.tls_listen), server.tlsPort());
}

std::unique_ptr<db::Database> openWithFolder(Settings const& settings) {
    makeDataDir(settings.data_dir);
    return openDatabase(settings);
}

delivery::DeliverySettings deliverySettings(Settings const& settings) {
    constexpr std::size_t kOwnerLetters = 16;
    return {
        std::chrono::hours(settings.delivery_give_up_hours),
        std::chrono::hours(24) * settings.delivery_keep_days,
        randomLetters(kOwnerLetters),
    };
}

std::unique_ptr<delivery::Sender> makeSender(Settings const& settings) {
    auto const allowed = http::NetworkList::parse(settings.delivery_allow);
    if (!allowed)
        throw std::invalid_argument(
            "--delivery-allow takes addresses and networks between commas, or *"
        );
    return std::make_unique<delivery::CurlSender>(delivery::CurlSettings{
        delivery::AddressRule(*allowed), settings.delivery_proxy});
}

queue::WebhookSettings webhookSettings(Settings const& settings) {
    return {settings.webhook_url, settings.webhook_secret, settings.webhook_names_poly};
}

// Every part of the running program. What stands on another part comes after it.
class Program {
public:
    explicit Program(Settings const& settings)
        : settings_(settings),
          flag_zone_(zoneOf(settings.timezone)),
          clinic_clock_(clock_, flag_zone_),
          database_(openWithFolder(settings)),
          callers_(*database_, clock_),
          users_(directories_),
          faq_files_(faqFolder(settings)),
          lab_database_(openLabDatabase(settings)),
          outbox_(deliverySettings(settings)),
          webhook_(webhookSettings(settings), outbox_),
          dispatcher_(*database_, outbox_, clock_, makeSender(settings)),
          seal_(
              settings.secret_key.empty() ? keptSecret(settings, "secret-key") : settings.secret_key
          ),
          reminders_(*database_, directories_, clinic_clock_, outbox_),
          realtime_(realtimeApps(settings)),
          realtime_webhooks_(*database_, outbox_, clock_, realtime_.hubs()),
          broadcast_(*database_, directories_, clinic_clock_, announcer(realtime_)),
          peers_(peerBus(settings, *database_, realtime_, peerActions())),
          dispatch_(routes(), *database_, callers_, clinic_clock_, dispatchSettings(settings)),
          // Listens before anything is written: a taken port leaves no new database behind whose
          // password scrolled by.
          server_(serverSettings(settings), dispatch_, &realtime_) {
        database_->onNotice([this](std::string_view topic, std::uint64_t count) {
            directories_.heard(topic, count);
            if (peers_)
                peers_->heard(topic);
            reminders_.heard(topic, count);
        });
        ledger_.listen([this](ledger::Event const& event) {
            served_.heard(event);
            broadcast_.request();
            feed_.poke();
            reminders_.heard(event);
        });
        dispatcher_.carry(std::make_shared<queue::WebhookCarrier>(webhook_, clock_));
        dispatcher_.carry(std::make_shared<realtime::WebhookCarrier>(realtime_.hubs()));
        dispatcher_.carry(std::make_shared<reminder::ReminderCarrier>(
            directories_, seal_, clinic_clock_, sessions_, wahaSettings(settings)
        ));
        dispatch_.metrics().addSource([this] { return dispatcher_.figures().families(); });
    }

    // Until a signal stops it.
    void run(Signals& signals) {
        seedDatabase(*database_, settings_, clinic_clock_.moment());
        ConfiguredZone configured_zone(*database_, clinic_clock_, flag_zone_);
        configured_zone.follow();
        faq::settleFaqFiles(*database_, faq_files_);
        webhook_.follow(*database_);
        dispatcher_.start();
        reminders_.start();
        broadcast_.start();
        feed_.start(*database_, realtime_.threads());
        if (peers_)
            peers_->start();
        realtime_webhooks_.start();
        sayWhere(settings_, server_);
        signals.onStop([this] {
            log::info("stopping");
            server_.stop();
        });
        server_.run();
        dispatch_.stop();
        realtime_webhooks_.stop();
        reminders_.stop();
        dispatcher_.stop();
        broadcast_.stop();
        feed_.stop();
        if (peers_)
            peers_->stop();
        database_->stop();
        log::info("stopped");
    }

private:
    http::Routes routes() {
        return routeTable({
            directories_,
            clinic_clock_,
            faq_files_,
            settings_.data_dir,
            ledger_,
            served_,
            outbox_,
            webhook_,
            wahaWebhook(settings_, sessions_),
            {seal_, sessions_, [this] { return makeSender(settings_); }},
            users_,
            throttle_,
            {settings_.bcrypt_rounds, settings_.throttle_logins},
            settings_.list_queue_numbers_as_text,
            settings_.created_status,
            labSettings(settings_, lab_database_.get()),
            realtime_,
            [this] { broadcastEverywhere(); },
            feed_,
            [this](std::string_view bearer) { return callers_.cached(bearer) != nullptr; },
        });
    }

    realtime::PeerBus::Actions peerActions() {
        return {
            [this] { broadcast_.request(); },
            [this] { realtime_webhooks_.lookForLeftOver(); },
        };
    }

    void broadcastEverywhere() {
        broadcast_.request();
        if (peers_)
            peers_->askToAnnounce();
    }

    Settings const& settings_;
    Zone const flag_zone_;
    SystemClock const clock_;
    http::ClinicClock clinic_clock_;
    std::unique_ptr<db::Database> database_;
    clinic::Directories directories_{{clinic::kPoliesTopic, clinic::kStatusesTopic}};
    auth::Callers callers_;
    auth::LoginThrottle throttle_;
    account::UserService users_;
    ledger::Ledger ledger_;
    faq::FaqFiles const faq_files_;
    queue::ServedNumbers served_;
    std::unique_ptr<db::ForeignDatabase> lab_database_;
    delivery::Outbox outbox_;
    queue::Webhook webhook_;
    delivery::Dispatcher dispatcher_;
    Seal const seal_;
    whatsapp::SessionStates sessions_;
    reminder::ReminderWatch reminders_;
    realtime::Realtime realtime_;
    realtime::Webhooks realtime_webhooks_;
    queue::QueueBroadcast broadcast_;
    std::unique_ptr<realtime::PeerBus> peers_;
    realtime::EventFeed feed_;
    http::Dispatch dispatch_;
    http::HttpServer server_;
};

}  // namespace

std::string databaseUrl(Settings const& settings) {
    return settings.database.empty() ? "sqlite:" + settings.data_dir + "/antrean.db"
                                     : settings.database;
}

std::string faqFolder(Settings const& settings) {
    return settings.data_dir + "/faq";
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
    Program(settings).run(signals);
}

}  // namespace antrean::app
