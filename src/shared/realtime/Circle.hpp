// The processes that are one broadcaster, as one of them sees it: who is there, and what is said in
// which order. It knows no database; PeerBus carries its batches to the others and theirs to it.
//
// A process writes batches, each with its name and the next number; a batch may reach the others
// twice, and is heard once. In it is what hubs say (PeerMessages.hpp), and
//
//   {"do":"hello"}     tell me everything: I am new, or a number of yours was missing
//   {"do":"announce"}  announce once more what everybody announces by himself
//
// A process that had nothing to say for a third of the time that it may be silent writes an empty
// batch. Who is silent for longer is gone.
#pragma once

#include "realtime/Hub.hpp"
#include "realtime/Peers.hpp"

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace antrean::realtime {

struct PeerBatch {
    std::string sender;
    std::int64_t number = 0;  // of this sender's batches, from 1
    std::string body;         // JSON: a list of messages
    bool is_last = false;
};

class Circle final : public Peers {
public:
    using Time = std::chrono::steady_clock::time_point;
    static constexpr std::size_t kWaitingBytesMax = std::size_t{16} * 1024 * 1024;
    static constexpr std::size_t kBatchBytesMax = std::size_t{1} * 1024 * 1024;

    struct Actions {
        // There is something to be written: called from any thread, under locks.
        std::function<void()> wake;
        // Another process was asked to announce.
        std::function<void()> announce;
        // Another process is gone, perhaps without having told everything.
        std::function<void()> lost;
    };

    // `name`: no other process has it, nor ever had. The hubs outlive it.
    Circle(
        std::string name,
        std::chrono::milliseconds silence_max,
        std::vector<Hub*> hubs,
        Actions actions
    );
    // Has the others announce. Thread-safe.
    void askToAnnounce();

    // Peers, thread-safe.
    bool any() const override { return has_peers_; }
    void tell(std::string message) override;
    void remind() override { actions_.wake(); }

    // The rest is for one thread.

    // First: with those who may be there, and the last number that each has written.
    void enter(std::map<std::string, std::int64_t> const& others, Time now);
    // Whether all of those who were there have told us everything.
    bool isComplete() const;
    // What is to be written now; the same again until written() says that it is.
    PeerBatch const* next(Time now);
    void written();
    // The next batch is the last.
    void leave();
    void hear(PeerBatch const& batch, Time now);
    // All that the others have written was heard just now. Ends those who are silent for too long.
    void caughtUp(Time now);
    std::chrono::milliseconds pause() const { return silence_max_ / 3; }

private:
    struct Peer {
        std::int64_t number = 0;  // of the last batch heard
        Time heard_at;
        bool is_complete = false;
    };

    void hearMessages(std::string const& sender, Peer& peer, std::string const& body);
    void greet(Time now);
    void forget(std::string const& peer);
    std::string takeMessages();

    std::string const name_;
    std::chrono::milliseconds const silence_max_;
    std::vector<Hub*> const hubs_;
    Actions const actions_;
    std::atomic<bool> has_peers_{false};

    std::map<std::string, Peer> peers_;
    std::optional<PeerBatch> batch_;  // that is being written
    std::int64_t number_ = 0;
    Time spoke_at_{};
    Time greeted_at_{};
    Time caught_up_at_{};
    bool must_tell_whole_ = false;

    std::mutex mutex_;
    std::vector<std::string> waiting_;  // under the mutex
    std::size_t waiting_bytes_ = 0;     // under the mutex
    bool is_overflown_ = false;         // under the mutex: some were dropped
};

}  // namespace antrean::realtime
