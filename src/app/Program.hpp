// The running server: its parts, in an order in which what a part needs stands above it.
#pragma once

#include "app/BackupCommands.hpp"
#include "app/CertificateWatch.hpp"
#include "app/ConfiguredZone.hpp"
#include "app/DataFolder.hpp"
#include "app/FigureWatch.hpp"
#include "app/Lifecycle.hpp"
#include "app/NoticeFigures.hpp"
#include "app/OpenDatabase.hpp"
#include "app/RouteTable.hpp"
#include "app/RunMark.hpp"
#include "app/Settings.hpp"
#include "app/SettingsTopics.hpp"
#include "app/Signals.hpp"
#include "app/Systemd.hpp"
#include "audit/Audit.hpp"
#include "auth/Callers.hpp"
#include "backup/Backups.hpp"
#include "base/Seal.hpp"
#include "board/BoardBroadcast.hpp"
#include "db/ForeignDatabase.hpp"
#include "db/ReplicaDatabase.hpp"
#include "delivery/Dispatcher.hpp"
#include "estimate/EstimateWatch.hpp"
#include "estimate/Estimates.hpp"
#include "faq/FaqFiles.hpp"
#include "idempotency/KeptAnswers.hpp"
#include "kiosk/KioskCallers.hpp"
#include "ledger/Tail.hpp"
#include "links/Secrets.hpp"
#include "links/VisitLinks.hpp"
#include "patient/PatientUpkeep.hpp"
#include "queue/QueueBroadcast.hpp"
#include "realtime/PeerBus.hpp"
#include "realtime/Realtime.hpp"
#include "realtime/SettingsBroadcast.hpp"
#include "realtime/TokenWatch.hpp"
#include "realtime/Webhooks.hpp"
#include "reminder/ReminderStore.hpp"
#include "reminder/ReminderWatch.hpp"
#include "screens/Page.hpp"
#include "server/HttpServer.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace antrean::app {

class Program {
public:
    explicit Program(Settings settings);

    // Serves until a signal stops it.
    void run(Signals& signals);

private:
    // Names what each part is connected to.
    http::Routes routes();
    ticket::Services ticketServices();
    server::DispatchSettings dispatchSettings() const;
    std::string secret(std::string_view name);
    // What reads history: the replica, or the database itself.
    db::Database& history();
    std::unique_ptr<delivery::Sender> makeSender() const;
    queue::QueueBroadcast::Announce announcer() const;
    // To the subscribers of this process.
    realtime::SettingsBroadcast::Publish publisher() const;
    board::BoardBroadcast::Actions boardActions();
    // Null on SQLite, where no other server shares the database.
    std::unique_ptr<realtime::PeerBus> connectPeers();
    // On the screens of every process.
    void announceQueue();
    std::string address() const;
    void logAddresses() const;

    Settings const settings_;
    // The clinic's time: the system's clock, in the zone of --timezone until ConfiguredZone knows
    // the one in the database.
    SystemClock const clock_;
    Zone const flag_zone_ = Zone::find(settings_.timezone).value();
    http::ClinicClock clinic_clock_{clock_, flag_zone_};
    // Its statements outlive the sessions of the database that ran them.
    lab::ImportDesk lab_import_{settings_.data_dir};
    // The database, its schema up to date, and the lab's own one, if it has one.
    std::unique_ptr<db::Database> database_ = openDatabase(settings_);
    // Its replica for reports and exports, if there is one.
    std::unique_ptr<db::ReplicaDatabase> replica_ = openReplica(*database_, settings_.replica);
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
    // Who changed what of the settings.
    audit::Audit audit_;
    audit::Upkeep audit_upkeep_{*database_, clock_, settings_.audit};
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
    Throttle webhook_tests_{queue::kTestCallsMax};
    // WhatsApp: API keys of WAHA servers, states of their sessions, and reminders that come due.
    Seal const seal_{settings_.secret_key};
    whatsapp::SessionStates sessions_;
    Throttle whatsapp_tests_{whatsapp::kTestMessagesMax};
    reminder::ReminderWatch reminders_{
        *database_, directories_, clinic_clock_, outbox_, links_, estimates_};
    // WebSocket channels (Pusher protocol), and webhooks that report on them.
    realtime::Realtime realtime_{
        settings_.realtime.served(), settings_.server.drain > std::chrono::seconds::zero()};
    realtime::Webhooks realtime_webhooks_{*database_, outbox_, clock_, realtime_.hubs()};
    realtime::TokenWatch token_watch_{
        *database_, clock_, realtime_.hubs(), settings_.login.sessions};
    // Open screens of the staff learn on `private-settings-channel` which settings changed.
    realtime::SettingsBroadcast settings_broadcast_{settingsTopics(), publisher()};
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
    estimate::EstimateWatch estimate_watch_{*database_, directories_, clinic_clock_, estimates_};
    // Queues, database and disk, for /metrics.
    FigureWatch figure_watch_{
        *database_,
        directories_,
        clinic_clock_,
        [this] { return feed_.settled(); },
        realtime_,
        settings_.data_dir};
    NoticeFigures notice_figures_;
    // The ledger, read once for all parts above that follow it.
    ledger::Tail tail_{*database_, clinic_clock_};
    // The other servers on the same PostgreSQL.
    std::unique_ptr<realtime::PeerBus> peers_ = connectPeers();
    // Planned backups, and those that a user asks for.
    backup::Backups backups_{
        *database_,
        clinic_clock_,
        settings_.backup,
        DataFolder(settings_.data_dir).backupFolder(),
        [this](std::string const& file, backup::Observer const& observer) {
            makeBackupOf(settings_, file, true, observer);
        }};
    // From a request to its answer. The server listens from its construction on, before anything is
    // written: when the port is taken, no new database has printed its password.
    server::Dispatch dispatch_{
        routes(),
        *database_,
        history(),
        callers_and_kiosks_,
        kept_answers_,
        audit_,
        clinic_clock_,
        dispatchSettings()};
    server::HttpServer server_{settings_.server, dispatch_, &realtime_};
    CertificateWatch certificate_watch_{
        settings_.server.tls_certificate_file, settings_.server.tls_key_file, [this] {
            server_.reloadCertificate();
        }};
    // Whether this server and those before it ended properly. Written when the server listens.
    RunMark run_mark_{settings_.data_dir};
    // systemd learns when the server serves, and that it is alive.
    Systemd systemd_{realtime_.threads()};
    // Starts and stops the parts above that have threads.
    Lifecycle lifecycle_;
};

}  // namespace antrean::app
