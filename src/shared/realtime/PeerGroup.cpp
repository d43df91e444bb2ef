#include "realtime/PeerGroup.hpp"

#include "base/Log.hpp"
#include "realtime/ClientMessage.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <utility>

namespace antrean::realtime {
namespace {

namespace json = boost::json;

// Client events may be as deep as the parser's default allows, and here they are inside a list of
// messages.
constexpr std::size_t kDepthMax = 64;
constexpr char const* kHello = R"({"do":"hello"})";
constexpr char const* kAnnounce = R"({"do":"announce"})";

}  // namespace

PeerGroup::PeerGroup(
    std::string name, std::chrono::milliseconds silence_max, std::vector<Hub*> hubs, Actions actions
)
    : name_(std::move(name)),
      silence_max_(silence_max),
      hubs_(std::move(hubs)),
      actions_(std::move(actions)) {
    for (auto* const hub : hubs_)
        hub->setPeers(*this);
}

void PeerGroup::send(std::string message) {
    bool is_first = false;
    {
        std::scoped_lock const lock(mutex_);
        if (waiting_bytes_ + message.size() > kWaitingBytesMax && !waiting_.empty()) {
            waiting_.clear();
            waiting_bytes_ = 0;
            has_overflowed_ = true;
        }
        is_first = waiting_.empty();
        waiting_bytes_ += message.size();
        waiting_.push_back(std::move(message));
    }
    if (is_first)
        actions_.wake();
}

void PeerGroup::requestAnnouncements() {
    if (any())
        send(kAnnounce);
}

void PeerGroup::enter(std::map<std::string, std::int64_t> const& others, Time now) {
    for (auto const& [name, number] : others)
        peers_[name] = {number, now, false};
    has_peers_ = !peers_.empty();
    caught_up_at_ = now;
    must_send_state_ = true;
    askForStates(now);
}

bool PeerGroup::hasAllStates() const {
    return std::ranges::all_of(peers_, [](auto const& entry) { return entry.second.has_state; });
}

void PeerGroup::askForStates(Time now) {
    asked_at_ = now;
    send(kHello);
}

// The messages that wait, as many as fit into one batch, but at least one.
std::string PeerGroup::takeMessages() {
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

PeerBatch const* PeerGroup::next(Time now) {
    if (batch_)
        return &*batch_;
    bool has_overflowed = false;
    {
        std::scoped_lock const lock(mutex_);
        has_overflowed = std::exchange(has_overflowed_, false);
    }
    if (has_overflowed)
        log::warning("some broadcasts did not reach the other servers: the database was away");
    bool const must_send_state = std::exchange(must_send_state_, false) || has_overflowed;
    bool const is_due = now >= wrote_at_ + pause();
    for (auto* const hub : hubs_) {
        if (must_send_state)
            hub->sendState();
        else if (any())
            hub->sendCounts();
    }
    auto body = takeMessages();
    if (body == "[]" && !is_due)
        return nullptr;
    wrote_at_ = now;
    batch_ = PeerBatch{name_, ++number_, std::move(body), false};
    return &*batch_;
}

void PeerGroup::written() {
    batch_.reset();
}

void PeerGroup::leave() {
    batch_ = PeerBatch{name_, ++number_, "[]", true};
}

void PeerGroup::receive(PeerBatch const& batch, Time now) {
    if (batch.sender == name_)
        return;
    auto const found = peers_.find(batch.sender);
    bool const is_new = found == peers_.end();
    if (is_new && batch.is_last)
        return;
    auto& peer = is_new ? peers_[batch.sender] : found->second;
    // It was read before the connection broke.
    if (batch.number <= peer.number)
        return;
    has_peers_ = true;
    if (batch.number != peer.number + 1) {
        peer.has_state = false;
        for (auto* const hub : hubs_)
            hub->markStale(batch.sender);
    }
    peer.number = batch.number;
    peer.last_batch_at = now;
    receiveMessages(batch.sender, peer, batch.body);
    if (batch.is_last)
        removePeer(batch.sender);
    else if (!peer.has_state && now >= asked_at_ + pause())
        askForStates(now);
}

void PeerGroup::receiveMessages(std::string const& sender, Peer& peer, std::string const& body) {
    boost::system::error_code failure;
    json::parse_options options;
    options.max_depth = kDepthMax;
    auto const value = json::parse(body, failure, {}, options);
    auto const* messages = failure ? nullptr : value.if_array();
    if (messages == nullptr)
        return log::warning("a message of another server on the same database is unreadable");
    for (auto const& element : *messages) {
        auto const* message = element.if_object();
        if (message == nullptr)
            continue;
        auto const kind = textIn(*message, "do");
        if (kind == "hello") {
            must_send_state_ = true;
            actions_.wake();
        }
        if (kind == "announce")
            actions_.announce();
        peer.has_state = peer.has_state || kind == "whole";
        auto const app_id = textIn(*message, "app");
        for (auto* const hub : hubs_)
            if (hub->app().id == app_id)
                hub->receive(sender, *message);
    }
}

void PeerGroup::caughtUp(Time now) {
    // This process could not read for a while, so it does not know whether the others wrote.
    bool const was_cut_off = now > caught_up_at_ + 2 * pause();
    caught_up_at_ = now;
    std::vector<std::string> silent;
    for (auto& [name, peer] : peers_) {
        if (was_cut_off)
            peer.last_batch_at = now;
        if (now > peer.last_batch_at + silence_max_)
            silent.push_back(name);
    }
    for (auto const& name : silent) {
        log::warning("a server on the same database is silent: its connections count as ended");
        removePeer(name);
    }
}

void PeerGroup::removePeer(std::string const& peer) {
    for (auto* const hub : hubs_)
        hub->removePeer(peer);
    peers_.erase(peer);
    has_peers_ = !peers_.empty();
    actions_.lost();
}

}  // namespace antrean::realtime
