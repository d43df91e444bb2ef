// How the parts of the program reach each other.
#include "app/Program.hpp"
#include "delivery/CurlSender.hpp"

#include <utility>

namespace antrean::app {

http::Routes Program::routes() {
    return bindRoutes(
        routeVariants(settings_),
        {
            .account = {directories_, throttle_, settings_.login},
            .profile = {profiles_, clinic_clock_, realtime_.firstApp().key},
            .board = {board_, [this](auto channel) { return realtime_.subscriptions(channel); }},
            .estimate = {directories_, clinic_clock_},
            .faq = {faq_files_},
            .schedule = {directories_},
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
            .reminder = {directories_, clinic_clock_, links_, estimates_},
            .visit_link = {directories_, clinic_clock_, links_, outbox_, estimates_},
            .whatsapp_test = {seal_, sessions_, [this] { return makeSender(); }, whatsapp_tests_},
            .webhook_test = {webhook_, [this] { return makeSender(); }, webhook_tests_},
            .whatsapp_webhook =
                {sessions_,
                 settings_.waha.webhook_secret,
                 settings_.dispatch.own_hosts,
                 reminder::recountNotification},
            .delivery = {outbox_},
            .backup = {backups_},
            .summary = {directories_, clinic_clock_},
            .report = {directories_, clinic_clock_, settings_.data_dir},
            .lab = {settings_.lab, lab_database_.get()},
            .lab_import = {lab_import_, lab_database_ != nullptr},
            .audit = {directories_, clinic_clock_, settings_.data_dir},
            .about = {settings_.data_dir, [this] { return database_->trouble(); }},
            .screens = {screens_, recordings_},
            .seal = seal_,
        }
    );
}

db::Database& Program::history() {
    if (replica_)
        return *replica_;
    return *database_;
}

std::string Program::secret(std::string_view name) {
    return links::installationSecret(*database_, name, clinic_clock_.moment().timestamp);
}

ticket::Services Program::ticketServices() {
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
server::DispatchSettings Program::dispatchSettings() const {
    auto dispatch = settings_.dispatch;
    dispatch.dialects = {lab::dialect()};
    dispatch.health_checks = {{"backups", [this] { return backups_.health(); }}};
    return dispatch;
}

std::unique_ptr<delivery::Sender> Program::makeSender() const {
    return std::make_unique<delivery::CurlSender>(settings_.curl);
}

queue::QueueBroadcast::Announce Program::announcer() const {
    return [this](std::string_view channel, std::string_view event, std::string_view data) {
        realtime_.announce(channel, event, data);
    };
}

realtime::SettingsBroadcast::Publish Program::publisher() const {
    return [this](std::string_view channel, std::string_view event, std::string_view data) {
        realtime_.publishHere(channel, event, data);
    };
}

board::BoardBroadcast::Actions Program::boardActions() {
    return {
        .announce = announcer(),
        .publish = publisher(),
    };
}

std::unique_ptr<realtime::PeerBus> Program::connectPeers() {
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

void Program::announceQueue() {
    broadcast_.request();
    board_.request();
    if (peers_)
        peers_->requestAnnouncements();
}

}  // namespace antrean::app
