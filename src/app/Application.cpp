#include "app/Application.hpp"

#include "app/CertificateWatch.hpp"
#include "app/CompletedSettings.hpp"
#include "app/ConfiguredZone.hpp"
#include "app/DataFolder.hpp"
#include "app/Lifecycle.hpp"
#include "app/OpenDatabase.hpp"
#include "app/RouteTable.hpp"
#include "app/Seed.hpp"
#include "app/Signals.hpp"
#include "app/Systemd.hpp"
#include "auth/Callers.hpp"
#include "base/Log.hpp"
#include "base/Seal.hpp"
#include "board/BoardBroadcast.hpp"
#include "db/Failure.hpp"
#include "db/ForeignDatabase.hpp"
#include "delivery/CurlSender.hpp"
#include "delivery/Dispatcher.hpp"
#include "estimate/EstimateWatch.hpp"
#include "estimate/Estimates.hpp"
#include "faq/FaqFiles.hpp"
#include "faq/FaqUpkeep.hpp"
#include "idempotency/KeptAnswers.hpp"
#include "kiosk/KioskCallers.hpp"
#include "links/Secrets.hpp"
#include "links/VisitLinks.hpp"
#include "patient/PatientUpkeep.hpp"
#include "queue/QueueBroadcast.hpp"
#include "queue/WebhookCarrier.hpp"
#include "realtime/PeerBus.hpp"
#include "realtime/Realtime.hpp"
#include "realtime/TokenWatch.hpp"
#include "realtime/WebhookCarrier.hpp"
#include "realtime/Webhooks.hpp"
#include "reminder/ReminderCarrier.hpp"
#include "reminder/ReminderStore.hpp"
#include "reminder/ReminderWatch.hpp"
#include "screens/Page.hpp"
#include "server/HttpServer.hpp"

#include <fmt/core.h>

#include <chrono>
#include <prometheus/metric_family.h>
#include <stdexcept>

namespace antrean::app {
namespace {

std::unique_ptr<db::ForeignDatabase> openLabDatabase(
    lab::LabSettings const& lab, std::size_t sessions_max
) {
    if (lab.database_url.empty())
        return nullptr;
    return std::make_unique<db::ForeignDatabase>(db::ForeignSettings{
        lab.database_url, sessions_max, lab.has_tokens_there});
}

// Refuses what can be refused before anything is created or migrated.
void checkSettings(Settings const& settings) {
    server::HttpServer::check(settings.server);
    try {
        openLabDatabase(settings.lab, 1);
    } catch (db::Failure const& failure) {
        throw std::invalid_argument(failure.what());
    }
}

// Calls to other systems that are under way when a signal stops the program end within this time;
// a second later it is ended (Signals.cpp).
constexpr std::chrono::milliseconds kStopMax{9'500};

// The running server. What a part needs stands above it.
class Program {
public:
    explicit Program(Settings settings) : settings_(completed(std::move(settings))) {
        DataFolder(settings_.data_dir).warnIfOpen();
        database_->onNotice([this](std::string_view topic, std::uint64_t count) {
            directories_.onNotice(topic, count);
            throttle_.onNotice(topic, std::chrono::steady_clock::now());
            profiles_.onNotice(topic, count);
            board_.onNotice(topic);
            if (peers_)
                peers_->onNotice(topic);
            token_watch_.onNotice(topic);
            reminders_.onNotice(topic, count);
        });
        ledger_.listen([this](ledger::Event const& event) {
            served_.onEvent(event);
            broadcast_.request();
            feed_.poke();
            visit_feed_.poke();
            reminders_.onEvent(event);
        });
        feed_.listen([this] {
            board_.poke();
            estimate_watch_.poke();
        });
        dispatcher_.carry(std::make_shared<queue::WebhookCarrier>(webhook_, clock_));
        dispatcher_.carry(std::make_shared<realtime::WebhookCarrier>(realtime_.hubs()));
        dispatcher_.carry(std::make_shared<reminder::ReminderCarrier>(
            directories_, seal_, clinic_clock_, sessions_, settings_.waha
        ));
        dispatch_.metrics().addSource([this] { return dispatcher_.figures().families(); });

        lifecycle_.addRunning(*database_);
        lifecycle_.add(dispatcher_);
        lifecycle_.add(kept_answers_);
        lifecycle_.add(reminders_);
        lifecycle_.add(patients_);
        lifecycle_.add(broadcast_);
        lifecycle_.add(
            [this] { feed_.start(*database_, realtime_.threads()); }, [this] { feed_.stop(); }
        );
        lifecycle_.add(board_);
        lifecycle_.add(
            [this] { visit_feed_.start(*database_, realtime_.threads()); },
            [this] { visit_feed_.stop(); }
        );
        lifecycle_.add(estimate_watch_);
        if (peers_)
            lifecycle_.add(*peers_);
        lifecycle_.add(realtime_webhooks_);
        lifecycle_.add(token_watch_);
        lifecycle_.add(certificate_watch_);
        lifecycle_.addRunning(dispatch_);
    }

    // Serves until a signal stops it.
    void run(Signals& signals) {
        seedAndReport(*database_, settings_, clinic_clock_.moment());
        configured_zone_.follow();
        faq::settleFaqFiles(*database_, faq_files_);
        webhook_.follow(*database_);
        lifecycle_.start();
        logAddresses();
        systemd_.start("serving on http://" + address());
        signals.listen(
            [this] {
                log::info("stopping");
                systemd_.stop();
                dispatcher_.stopBy(std::chrono::steady_clock::now() + kStopMax);
                server_.stop();
            },
            [this] { server_.reloadCertificate(); }
        );
        server_.run();
        lifecycle_.stop();
        log::info("stopped");
    }

private:
    http::Routes routes() {
        return bindRoutes(
            routeVariants(settings_),
            {
                .account = {directories_, throttle_, settings_.login},
                .profile = {profiles_, clinic_clock_, realtime_.firstApp().key},
                .board = {board_},
                .estimate = {directories_, clinic_clock_},
                .faq = {faq_files_},
                .reservation = {directories_, ledger_, links_},
                .queue =
                    {directories_,
                     ledger_,
                     served_,
                     webhook_,
                     [this] { announceQueue(); },
                     outbox_,
                     settings_.queue},
                .ticket = ticketServices(),
                .ticket_page = {ticketServices(), patient_page_},
                .kiosk = {ticketServices(), patient_refs_, kiosk_limits_},
                .realtime = {realtime_},
                .feed =
                    {feed_,
                     [this](auto bearer) { return callers_.cached(bearer) != nullptr; },
                     event_tickets_},
                .reminder = {directories_, clinic_clock_, links_},
                .whatsapp_test = {seal_, sessions_, [this] { return makeSender(); }},
                .whatsapp_webhook =
                    {sessions_,
                     settings_.waha.webhook_secret,
                     settings_.dispatch.own_hosts,
                     reminder::recountNotification},
                .delivery = {outbox_},
                .report = {directories_, clinic_clock_, settings_.data_dir},
                .lab = {settings_.lab, lab_database_.get()},
                .screens = {screens_, recordings_},
                .seal = seal_,
            }
        );
    }

    std::string secret(std::string_view name) {
        return links::installationSecret(*database_, name, clinic_clock_.moment().timestamp);
    }

    ticket::Services ticketServices() {
        return {
            directories_,
            profiles_,
            ledger_,
            clinic_clock_,
            links_,
            code_guard_,
            queue_days_,
            visit_feed_};
    }
    server::DispatchSettings dispatchSettings() const {
        auto dispatch = settings_.dispatch;
        dispatch.dialects = {lab::dialect()};
        return dispatch;
    }

    std::unique_ptr<delivery::Sender> makeSender() const {
        return std::make_unique<delivery::CurlSender>(settings_.curl);
    }

    queue::QueueBroadcast::Announce announcer() const {
        return [this](std::string_view channel, std::string_view event, std::string_view data) {
            realtime_.announce(channel, event, data);
        };
    }

    std::function<std::int64_t()> settled() const {
        return [this] { return feed_.settled(); };
    }

    board::BoardBroadcast::Actions boardActions() {
        return {
            .announce = announcer(),
            .publish = [this](
                           std::string_view channel, std::string_view event, std::string_view data
                       ) { realtime_.publishHere(channel, event, data); },
            .settled = settled(),
        };
    }

    // Null on SQLite, where no other server shares the database.
    std::unique_ptr<realtime::PeerBus> connectPeers() {
        if (database_->engine() == db::Engine::sqlite)
            return nullptr;
        return std::make_unique<realtime::PeerBus>(
            *database_,
            realtime_.hubs(),
            settings_.realtime.peer_timeout,
            realtime::PeerBus::Actions{
                [this] {
                    broadcast_.request();
                    board_.request();
                },
                [this] { realtime_webhooks_.lookForLeftOver(); },
            }
        );
    }

    // On the screens of every process.
    void announceQueue() {
        broadcast_.request();
        board_.request();
        if (peers_)
            peers_->requestAnnouncements();
    }

    std::string address() const {
        return fmt::format("{}:{}", hostOf(settings_.server.listen), server_.port());
    }

    void logAddresses() const {
        auto const& tls_listen = settings_.server.tls_listen;
        log::info("listening on http://{}", address());
        if (!tls_listen.empty())
            log::info("listening on https://{}:{}", hostOf(tls_listen), server_.tlsPort());
    }

    Settings const settings_;
    // The clinic's time: the system's clock, in the zone of --timezone until ConfiguredZone knows
    // the one in the database.
    SystemClock const clock_;
    Zone const flag_zone_ = Zone::find(settings_.timezone).value();
    http::ClinicClock clinic_clock_{clock_, flag_zone_};
    // The database, its schema up to date, and the lab's own one, if it has one.
    std::unique_ptr<db::Database> database_ = openDatabase(settings_);
    ConfiguredZone configured_zone_{*database_, clinic_clock_, flag_zone_};
    std::unique_ptr<db::ForeignDatabase> lab_database_ =
        openLabDatabase(settings_.lab, settings_.dispatch.remote_workers);
    // Polies and statuses, and how the clinic presents itself; cached until one changes.
    clinic::Directories directories_;
    clinic::Profiles profiles_;
    // Who is calling: tokens and permissions, cached; and wrong passwords, counted.
    auth::Callers callers_{*database_, clock_, settings_.login.sessions};
    auth::LoginThrottle throttle_;
    kiosk::KioskCallers callers_and_kiosks_{*database_, clock_, callers_};
    // Answers to requests that may be repeated.
    idempotency::KeptAnswers kept_answers_{*database_, clock_};
    // What patients see of their visits, and how long they will wait.
    links::VisitLinks const links_{
        secret(links::kVisitLinksSecret), settings_.dispatch.origin.public_url};
    ticket::CodeGuard code_guard_{links_};
    estimate::Estimates estimates_;
    ticket::QueueDays queue_days_{directories_, estimates_, clinic_clock_};
    ticket::VisitFeed visit_feed_{queue_days_, profiles_, clinic_clock_};
    kiosk::PatientRefs const patient_refs_{secret(kiosk::kPatientRefsSecret)};
    kiosk::Limits kiosk_limits_;
    // Uploaded files of FAQ entries.
    faq::FaqFiles const faq_files_{DataFolder(settings_.data_dir).faqFolder()};
    // The pages, and the clinic's own recordings for calls.
    screens::Screens const screens_{screens::embeddedFiles(), settings_.dispatch.origin.base_path};
    ticket::PatientPage const patient_page_{screens_.text(screens::kPatientPage.file)};
    screens::VoiceFolder const recordings_{DataFolder(settings_.data_dir).voiceFolder()};
    // Every change of a visit; its listeners learn of a change after the commit.
    ledger::Ledger ledger_;
    // The numbers being served, cached.
    queue::ServedNumbers served_;
    // Messages to other systems: written to the outbox, sent by the dispatcher.
    delivery::Outbox outbox_{settings_.delivery};
    delivery::Dispatcher dispatcher_{*database_, outbox_, clock_, makeSender()};
    // Calls, posted to n8n.
    queue::Webhook webhook_{settings_.webhook, outbox_};
    // WhatsApp: API keys of WAHA servers, states of their sessions, and reminders that come due.
    Seal const seal_{settings_.secret_key};
    whatsapp::SessionStates sessions_;
    reminder::ReminderWatch reminders_{*database_, directories_, clinic_clock_, outbox_, links_};
    // WebSocket channels (Pusher protocol), and webhooks that report on them.
    realtime::Realtime realtime_{settings_.realtime.served()};
    realtime::Webhooks realtime_webhooks_{*database_, outbox_, clock_, realtime_.hubs()};
    realtime::TokenWatch token_watch_{
        *database_, clock_, realtime_.hubs(), settings_.login.sessions};
    // Counts and indexes new patients.
    patient::PatientUpkeep patients_{*database_};
    // Publishes the numbers being served on `queue-channel`.
    queue::QueueBroadcast broadcast_{*database_, directories_, clinic_clock_, announcer()};
    // The ledger, for clients of /api/events.
    feed::EventFeed feed_;
    feed::EventTickets event_tickets_;
    // The board of the waiting room, on `board-channel`, and each call on `queue-channel`.
    board::BoardBroadcast board_{
        *database_, directories_, profiles_, clinic_clock_, boardActions()};
    // Keeps the estimates current, and how often they were right.
    estimate::EstimateWatch estimate_watch_{
        *database_, directories_, clinic_clock_, estimates_, settled()};
    // The other servers on the same PostgreSQL.
    std::unique_ptr<realtime::PeerBus> peers_ = connectPeers();
    // From a request to its answer. The server listens from its construction on, before anything is
    // written: when the port is taken, no new database has printed its password.
    server::Dispatch dispatch_{
        routes(),
        *database_,
        callers_and_kiosks_,
        kept_answers_,
        clinic_clock_,
        dispatchSettings()};
    server::HttpServer server_{settings_.server, dispatch_, &realtime_};
    CertificateWatch certificate_watch_{
        settings_.server.tls_certificate_file, settings_.server.tls_key_file, [this] {
            server_.reloadCertificate();
        }};
    // systemd learns when the server serves, and that it is alive.
    Systemd systemd_{realtime_.threads()};
    // Starts and stops the parts above that have threads.
    Lifecycle lifecycle_;
};

}  // namespace

void serve(Settings settings) {
    Signals signals;  // before any thread, so that all of them inherit the mask
    checkSettings(settings);
    Program(std::move(settings)).run(signals);
}

}  // namespace antrean::app
