// The processes that act as one broadcaster, as one of them sees them: which ones there are, and in
// which order messages are exchanged. It knows no database; PeerBus carries the batches.
//
// A process writes batches, each with its name and the next number. A batch may be read twice, and
// is used once. It holds the messages of hubs (PeerMessages.hpp) and of groups:
//
//   {"do":"hello"}     send me your state: I am new, or one of your batches is missing
//   {"do":"announce"}  publish your lasting events again (Event::is_lasting)
//
// A process that has nothing to write for a third of `silence_max` writes an empty batch. A process
// that writes nothing for `silence_max` counts as gone.
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

class PeerGroup final : public Peers {
public:
    using Time = std::chrono::steady_clock::time_point;
    static constexpr std::size_t kWaitingBytesMax = std::size_t{16} * 1024 * 1024;
    static constexpr std::size_t kBatchBytesMax = std::size_t{1} * 1024 * 1024;

    struct Actions {
        // A batch has to be written. Called from any thread, under locks.
        std::function<void()> wake;
        // An "announce" message was received.
        std::function<void()> announce;
        // Another process is gone, perhaps before it wrote everything.
        std::function<void()> lost;
    };

    // `name`: one that no other process has or had. The hubs outlive it.
    PeerGroup(
        std::string name,
        std::chrono::milliseconds silence_max,
        std::vector<Hub*> hubs,
        Actions actions
    );
    // Makes the other processes publish their lasting events again. Thread-safe.
    void requestAnnouncements();

    // Peers, thread-safe.
    bool any() const override { return has_peers_; }
    void send(std::string message) override;
    void onCountsChanged() override { actions_.wake(); }

    // The rest is for one thread.

    // First. `others`: the processes that may exist, with the last number that each has written.
    void enter(std::map<std::string, std::int64_t> const& others, Time now);
    // Whether the states of all other processes have been received.
    bool hasAllStates() const;
    // The batch to be written now, or null. It stays the same until written() is called.
    PeerBatch const* next(Time now);
    void written();
    // Makes an end: next() gives the last batch of this process.
    void leave();
    void receive(PeerBatch const& batch, Time now);
    // All batches that the others have written have been received. Removes those that are gone.
    void caughtUp(Time now);
    std::chrono::milliseconds pause() const { return silence_max_ / 3; }

private:
    struct Peer {
        std::int64_t number = 0;  // of the last batch
        Time last_batch_at;
        bool has_state = false;
    };

    void receiveMessages(std::string const& sender, Peer& peer, std::string const& body);
    void askForStates(Time now);
    void removePeer(std::string const& peer);
    std::string takeMessages();

    std::string const name_;
    std::chrono::milliseconds const silence_max_;
    std::vector<Hub*> const hubs_;
    Actions const actions_;
    std::atomic<bool> has_peers_{false};

    std::map<std::string, Peer> peers_;
    std::optional<PeerBatch> batch_;  // the one being written
    std::int64_t number_ = 0;
    Time wrote_at_{};
    Time asked_at_{};
    Time caught_up_at_{};
    bool must_send_state_ = false;

    std::mutex mutex_;
    std::vector<std::string> waiting_;  // under the mutex
    std::size_t waiting_bytes_ = 0;     // under the mutex
    bool has_overflowed_ = false;       // under the mutex: messages were dropped
};

}  // namespace antrean::realtime
