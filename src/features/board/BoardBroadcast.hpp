// Keeps the board as a ready text and publishes it: event `board.updated` on the public channel
// `board-channel` after every change, and each call as one event `queue.called` on `queue-channel`.
//
// It follows the ledger. So each process passes every call to its own subscribers exactly once and
// in the order of the ledger, whichever process wrote it. What was called before the start is part
// of the first board and is not published as an event.
#pragma once

#include "base/Watcher.hpp"
#include "board/BoardJson.hpp"
#include "board/BoardStore.hpp"
#include "board/RecentCalls.hpp"
#include "clinic/Directory.hpp"
#include "clinic/Profile.hpp"
#include "http/ClinicClock.hpp"
#include "ledger/Inbox.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace antrean::db {
class Database;
}

namespace antrean::board {

// Every open board subscribes to it.
inline constexpr std::string_view kBoardChannel = "board-channel";

// The board as it was read last.
struct KeptBoard {
    BoardText text;
    std::chrono::steady_clock::time_point read_at;
};

class BoardBroadcast {
public:
    using Publish = std::function<
        void(std::string_view channel, std::string_view event, std::string_view data)>;
    struct Actions {
        Publish announce;  // to the subscribers of this process, and to later ones
        Publish publish;   // to the subscribers of this process
    };

    // A screen that gets no heartbeat for some of these knows that it may show old numbers.
    static constexpr std::chrono::seconds kBeatEvery{5};
    // An older board is not shown, because the database has not answered since.
    static constexpr std::chrono::seconds kShownFor{15};

    // `actions` are called on this object's own thread. All arguments outlive it.
    BoardBroadcast(
        db::Database& database,
        clinic::Directories& directories,
        clinic::Profiles& profiles,
        http::ClinicClock const& clock,
        Actions actions
    );

    // To be added to the ledger's tail.
    ledger::Follower& follower() { return inbox_; }
    // After the tail. Returns when the first board is there, but after some seconds at the latest.
    void start();
    // Before the database stops.
    void stop();

    // Publishes the board again, changed or not. Thread-safe, never blocks.
    void request();
    // For Database::onNotice.
    void onNotice(std::string_view topic);

    // Null while there is no board that is new enough. Thread-safe.
    std::shared_ptr<KeptBoard const> get() const;

private:
    struct Look {
        std::shared_ptr<clinic::Directory const> directory;
        std::shared_ptr<clinic::Profile const> profile;
        BoardRows rows;
    };
    // What differs from the board that was read last. Crowds register, and then the board is read
    // less often.
    enum class Change { none, registrations, others };

    // False: the database does not answer.
    bool look();
    // Takes the entries of the ledger in.
    void follow(std::string const& date);
    bool isDue(bool is_beat) const;
    void publishCalls(clinic::Directory const& directory);
    void publishBoard(Look const& look, Moment const& moment);

    db::Database& database_;
    clinic::Directories& directories_;
    clinic::Profiles& profiles_;
    http::ClinicClock const& clock_;
    Actions const actions_;
    std::atomic<bool> is_requested_{false};
    std::atomic<bool> is_outdated_{true};  // what the ledger does not say has changed
    ledger::Inbox inbox_;

    // Only the watcher's thread uses the following.
    RecentCalls calls_;
    std::vector<Call> unpublished_;
    std::string date_;      // of the calls
    std::int64_t seq_ = 0;  // of the last entry that was taken in
    Change change_ = Change::none;
    std::chrono::steady_clock::time_point read_at_{};
    std::chrono::steady_clock::time_point next_beat_{};

    mutable std::mutex mutex_;
    std::shared_ptr<KeptBoard const> kept_;  // under the mutex
    Watcher watcher_;
};

}  // namespace antrean::board
