// When an HttpSession ends: at a timeout, or because the server stops.
#include "http/Problem.hpp"
#include "server/HttpExchange.hpp"
#include "server/HttpSession.hpp"
#include "server/IoThread.hpp"
#include "server/Transport.hpp"

#include <chrono>
#include <cstddef>

namespace antrean::server {
namespace {

// How fast what the client still sends after the last answer is read and dropped, at least.
constexpr std::size_t kDroppedBytesPerSecondMin = 64 * 1024;
// When a server that has drained stops: how long a client may take to send the request for which
// it opened a connection.
constexpr std::chrono::seconds kFirstRequestMax{1};

std::chrono::seconds secondsFor(std::size_t bytes, std::size_t bytes_per_second) {
    return std::chrono::seconds(bytes / bytes_per_second);
}

}  // namespace

// A request whose head is incomplete counts as not begun.
bool HttpSession::isIdle() const {
    return phase_ == Phase::opening ||
           (phase_ == Phase::reading && (!is_message_open_ || !is_in_body_) && out_.empty());
}

void HttpSession::stop() {
    if (isIdle() && !isAboutToAsk())
        close();
    else if (phase_ == Phase::working)
        keeps_alive_ = false;
}

// Of an idle connection. While a server drains, each answer closes its connection, so a connection
// on which nothing was asked is one that a load balancer has just opened for a request.
bool HttpSession::isAboutToAsk() const {
    return thread_.dispatch().isDraining() && (is_message_open_ || !has_asked_) &&
           thread_.now() - since_ <= kFirstRequestMax;
}

bool HttpSession::isInFlight() const {
    return phase_ != Phase::lingering && phase_ != Phase::closed;
}

bool HttpSession::isTooSlow() const {
    auto const& settings = thread_.settings();
    auto const elapsed = thread_.now() - since_;
    switch (phase_) {
        case Phase::opening:
            return elapsed > settings.header_timeout;
        case Phase::reading: {
            if (!is_message_open_)
                return elapsed > settings.idle_timeout;
            if (!is_in_body_)
                return elapsed > settings.header_timeout;
            return false;
        }
        case Phase::writing:
            return elapsed > settings.write_timeout;
        case Phase::lingering:
            return elapsed >
                   settings.linger_timeout + secondsFor(dropped_bytes_, kDroppedBytesPerSecondMin);
        case Phase::admitting:
        case Phase::working:
        case Phase::closed:
            return false;
    }
    return false;
}

bool HttpSession::isBodyTooSlow() {
    auto const& settings = thread_.settings();
    if (phase_ != Phase::reading || !is_message_open_ || !is_in_body_ ||
        thread_.now() - since_ <= settings.body_timeout)
        return false;
    auto const size = exchange_->incoming.body.size();
    auto const wanted = static_cast<std::size_t>(settings.body_timeout.count()) *
                        settings.body_bytes_per_second_min / 1'000;
    if (size - period_begin_bytes_ < wanted)
        return true;
    since_ = thread_.now();
    period_begin_bytes_ = size;
    return false;
}

void HttpSession::sweep() {
    // While a message is worked on nothing is read, so no read reports that the client is gone.
    if (phase_ == Phase::working && exchange_->client_gone.stop_possible() &&
        transport_->isPeerGone())
        return close();
    if (thread_.isStopping() && isIdle() && !isAboutToAsk())
        return close();
    if (!isTooSlow() && !isBodyTooSlow())
        return;
    if (phase_ == Phase::reading && is_message_open_)
        refuse(408, Error::malformed("Request Timeout"));
    else
        close();
}

}  // namespace antrean::server
