#include "app/Systemd.hpp"

#include "base/Log.hpp"

#include <systemd/sd-daemon.h>

namespace antrean::app {
namespace {

// How often the server reports; empty if systemd does not expect it. systemd recommends half of the
// time after which it ends the service; a third leaves room for one report that is late.
std::optional<std::chrono::milliseconds> watchdogInterval() {
    std::uint64_t timeout_us = 0;
    if (sd_watchdog_enabled(0, &timeout_us) <= 0)
        return std::nullopt;
    return std::chrono::milliseconds(timeout_us / 3'000);
}

}  // namespace

Systemd::Systemd(std::vector<std::shared_ptr<http::Mailbox>> const& threads) : threads_(threads) {}

void Systemd::start(std::string const& state) {
    sd_notify(0, ("READY=1\nSTATUS=" + state).c_str());
    auto const interval = watchdogInterval();
    if (!interval)
        return;
    watchdog_.emplace(Watcher::Timing{.every = *interval}, [this](bool) { return reportLife(); });
    watchdog_->poke();
    watchdog_->start();
}

void Systemd::stop() {
    watchdog_.reset();
    sd_notify(0, "STOPPING=1");
}

// Reports if all threads have run the step of the look before, and posts the next one.
bool Systemd::reportLife() {
    if (!alive_ || *alive_ >= threads_.size())
        sd_notify(0, "WATCHDOG=1");
    else
        log::warning("an I/O thread does not answer; systemd gets no sign of life");
    alive_ = std::make_shared<std::atomic<std::size_t>>(0);
    for (auto const& thread : threads_)
        thread->post([alive = alive_] { ++*alive; });
    return true;
}

}  // namespace antrean::app
