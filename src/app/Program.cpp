#include "app/Program.hpp"

#include "app/CompletedSettings.hpp"
#include "app/ReplicaFamilies.hpp"
#include "app/Seed.hpp"
#include "base/Log.hpp"
#include "faq/FaqUpkeep.hpp"
#include "queue/WebhookCarrier.hpp"
#include "realtime/WebhookCarrier.hpp"
#include "reminder/ReminderCarrier.hpp"

#include <fmt/core.h>

#include <chrono>
#include <prometheus/metric_family.h>
#include <utility>

namespace antrean::app {
namespace {

// Calls to other systems that are under way when a signal stops the program end within this time;
// a second later it is ended (Signals.cpp).
constexpr std::chrono::milliseconds kStopMax{9'500};

}  // namespace

Program::Program(Settings settings) : settings_(completed(std::move(settings))) {
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
        settings_broadcast_.onNotice(topic);
    });
    ledger_.listen([this](ledger::Event const& event) {
        served_.onEvent(event);
        tail_.poke();
    });
    tail_.add(broadcast_);
    tail_.add(feed_);
    tail_.add(board_.follower());
    tail_.add(estimate_watch_.follower());
    tail_.add(visit_feed_);
    tail_.add(reminders_);
    dispatcher_.carry(std::make_shared<queue::WebhookCarrier>(webhook_, clock_));
    dispatcher_.carry(std::make_shared<realtime::WebhookCarrier>(realtime_.hubs()));
    dispatcher_.carry(std::make_shared<reminder::ReminderCarrier>(
        directories_, seal_, clinic_clock_, sessions_, settings_.waha
    ));
    dispatch_.metrics().addSource([this] { return dispatcher_.figures().families(); });
    dispatch_.metrics().addSource([this] { return backups_.families(); });
    dispatch_.metrics().addSource([this] { return figure_watch_.families(); });
    dispatch_.metrics().addSource([this] { return notice_figures_.families(); });
    dispatch_.metrics().addSource([this] { return run_mark_.families(); });
    if (replica_)
        dispatch_.metrics().addSource([this] { return families(replica_->figures()); });

    lifecycle_.addRunning(*database_);
    if (replica_)
        lifecycle_.addRunning(*replica_);
    lifecycle_.add(dispatcher_);
    lifecycle_.add(kept_answers_);
    lifecycle_.add(audit_upkeep_);
    lifecycle_.add(reminders_);
    lifecycle_.add(patients_);
    lifecycle_.add(broadcast_);
    lifecycle_.add([this] { feed_.start(*database_, realtime_.threads()); }, [] {});
    lifecycle_.add(tail_);
    lifecycle_.add(board_);
    lifecycle_.add(
        [this] { visit_feed_.start(*database_, realtime_.threads()); },
        [this] { visit_feed_.stop(); }
    );
    lifecycle_.add(estimate_watch_);
    lifecycle_.add(figure_watch_);
    if (peers_)
        lifecycle_.add(*peers_);
    lifecycle_.add(realtime_webhooks_);
    lifecycle_.add(token_watch_);
    lifecycle_.add(settings_broadcast_);
    lifecycle_.add(certificate_watch_);
    lifecycle_.add(backups_);
    lifecycle_.add(run_mark_);
    lifecycle_.addRunning(dispatch_);
}

void Program::run(Signals& signals) {
    seedAndReport(*database_, settings_, clinic_clock_.moment());
    configured_zone_.follow();
    faq::settleFaqFiles(*database_, faq_files_);
    webhook_.follow(*database_);
    database_->onNotice([this](std::string_view topic, std::uint64_t) {
        notice_figures_.onNotice(topic);
    });
    lifecycle_.start();
    logAddresses();
    systemd_.start("serving on http://" + address());
    signals.listen(
        {
            .reload = [this] { server_.reloadCertificate(); },
            .drain =
                [this] {
                    log::info("draining: other servers are to take over");
                    server_.drain();
                },
            .stop =
                [this] {
                    log::info("stopping");
                    systemd_.stop();
                    dispatcher_.stopBy(std::chrono::steady_clock::now() + kStopMax);
                    server_.stop();
                },
        },
        settings_.server.drain
    );
    server_.run();
    lifecycle_.stop();
    log::info("stopped");
}

std::string Program::address() const {
    return fmt::format("{}:{}", hostOf(settings_.server.listen), server_.port());
}

void Program::logAddresses() const {
    auto const& tls_listen = settings_.server.tls_listen;
    log::info("listening on http://{}", address());
    if (!tls_listen.empty())
        log::info("listening on https://{}:{}", hostOf(tls_listen), server_.tlsPort());
}

}  // namespace antrean::app
