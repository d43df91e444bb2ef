#include "realtime/Circle.hpp"

#include "base/Log.hpp"
#include "realtime/ClientMessage.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <utility>

namespace antrean::realtime {
namespace {

namespace json = boost::json;

// What clients say may be as deep as the parser takes it; here it is within a list of messages.
constexpr std::size_t kDepthMax = 64;
constexpr char const* kHello = R"({"do":"hello"})";
constexpr char const* kAnnounce = R"({"do":"announce"})";

}  // namespace

Circle::Circle(
    std::string name, std::chrono::milliseconds silence_max, std::vector<Hub*> hubs, Actions actions
)
    : name_(std::move(name)),
      silence_max_(silence_max),
      hubs_(std::move(hubs)),
      actions_(std::move(actions)) {
    for (auto* const hub : hubs_)
        hub->setPeers(*this);
}

void Circle::tell(std::string message) {
    bool is_first = false;
    {
        std::scoped_lock const lock(mutex_);
        if (waiting_bytes_ + message.size() > kWaitingBytesMax && !waiting_.empty()) {
            waiting_.clear();
            waiting_bytes_ = 0;
            is_overflown_ = true;
        }
        is_first = waiting_.empty();
        waiting_bytes_ += message.size();
        waiting_.push_back(std::move(message));
    }
    if (is_first)
        actions_.wake();
}

void Circle::askToAnnounce() {
    if (any())
        tell(kAnnounce);
}

void Circle::enter(std::map<std::string, std::int64_t> const& others, Time now) {
    for (auto const& [name, number] : others)
        peers_[name] = {number, now, false};
    has_peers_ = !peers_.empty();
    caught_up_at_ = now;
    must_tell_whole_ = true;
    greet(now);
}

bool Circle::isComplete() const {
    return std::ranges::all_of(peers_, [](auto const& entry) { return entry.second.is_complete; });
}

void Circle::greet(Time now) {
    greeted_at_ = now;
    tell(kHello);
}

// All that waits, as far as it fits into one batch; at least one message.
std::string Circle::takeMessages() {
    std::scoped_lock const lock(mutex_);
    std::string body = "[";
    std::size_t count = 0;
    while (count < waiting_.size() &&
           (count == 0 || body.size() + waiting_[count].size() < kBatchBytesMax)) {
        if (count > 0)
            body += ',';
        waiting_bytes_ -= waiting_[count].size();
        body += waiting_[count++];
    }
    waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(count));
    return body + "]";
}

PeerBatch const* Circle::next(Time now) {
    if (batch_)
        return &*batch_;
    bool is_overflown = false;
    {
        std::scoped_lock const lock(mutex_);
        is_overflown = std::exchange(is_overflown_, false);
    }
    if (is_overflown)
        log::warning("some broadcasts did not reach the other servers: the database was away");
    bool const must_tell_whole = std::exchange(must_tell_whole_, false) || is_overflown;
    bool const is_due = now >= spoke_at_ + pause();
    for (auto* const hub : hubs_) {
        if (must_tell_whole)
            hub->tellWhole();
        else if (any())
            hub->tellCounts();
    }
    auto body = takeMessages();
    if (body == "[]" && !is_due)
        return nullptr;
    spoke_at_ = now;
    batch_ = PeerBatch{name_, ++number_, std::move(body), false};
    return &*batch_;
}

void Circle::written() {
    batch_.reset();
}

void Circle::leave() {
    batch_ = PeerBatch{name_, ++number_, "[]", true};
}

void Circle::hear(PeerBatch const& batch, Time now) {
    if (batch.sender == name_)
        return;
    auto const found = peers_.find(batch.sender);
    bool const is_new = found == peers_.end();
    if (is_new && batch.is_last)
        return;
    auto& peer = is_new ? peers_[batch.sender] : found->second;
    // Read again after a break of the connection.
    if (batch.number <= peer.number)
        return;
    has_peers_ = true;
    if (batch.number != peer.number + 1) {
        peer.is_complete = false;
        for (auto* const hub : hubs_)
            hub->distrust(batch.sender);
    }
    peer.number = batch.number;
    peer.heard_at = now;
    hearMessages(batch.sender, peer, batch.body);
    if (batch.is_last)
        forget(batch.sender);
    else if (!peer.is_complete && now >= greeted_at_ + pause())
        greet(now);
}

void Circle::hearMessages(std::string const& sender, Peer& peer, std::string const& body) {
    boost::system::error_code failure;
    json::parse_options options;
    options.max_depth = kDepthMax;
    auto const value = json::parse(body, failure, {}, options);
    auto const* messages = failure ? nullptr : value.if_array();
    if (messages == nullptr)
        return log::warning("a server on the same database says what cannot be understood");
    for (auto const& element : *messages) {
        auto const* message = element.if_object();
        if (message == nullptr)
            continue;
        auto const what = textIn(*message, "do");
        if (what == "hello") {
            must_tell_whole_ = true;
            actions_.wake();
        }
        if (what == "announce")
            actions_.announce();
        peer.is_complete = peer.is_complete || what == "whole";
        auto const app_id = textIn(*message, "app");
        for (auto* const hub : hubs_)
            if (hub->app().id == app_id)
                hub->hear(sender, *message);
    }
}

void Circle::caughtUp(Time now) {
    // While we heard nothing, nobody could be heard: that says nothing of the others.
    bool const was_deaf = now > caught_up_at_ + 2 * pause();
    caught_up_at_ = now;
    std::vector<std::string> silent;
    for (auto& [name, peer] : peers_) {
        if (was_deaf)
            peer.heard_at = now;
        if (now > peer.heard_at + silence_max_)
            silent.push_back(name);
    }
    for (auto const& name : silent) {
        log::warning("a server on the same database is silent: its connections count as ended");
        forget(name);
    }
}

void Circle::forget(std::string const& peer) {
    for (auto* const hub : hubs_)
        hub->forget(peer);
    peers_.erase(peer);
    has_peers_ = !peers_.empty();
    actions_.lost();
}

}  // namespace antrean::realtime
