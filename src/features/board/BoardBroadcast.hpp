// Keeps the board as a ready text and publishes it: event `board.updated` on the public channel
// `board-channel` after every change, and each call as one event `queue.called` on `queue-channel`.
//
// It follows the numbers that the feed has settled. So each process passes every call to its own
// subscribers exactly once and in the order of the ledger, whichever process wrote it. What was
// called before the start is part of the first board and is not published as an event.
#pragma once

#include "base/Watcher.hpp"
#include "board/BoardJson.hpp"
#include "board/BoardStore.hpp"
#include "board/RecentCalls.hpp"
#include "clinic/Directory.hpp"
#include "clinic/Profile.hpp"
#include "http/ClinicClock.hpp"
#include "ledger/Reading.hpp"

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
        // The last number up to which no entry of the ledger is missing (feed::EventFeed).
        std::function<std::int64_t()> settled;
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

    // After the feed. Returns when the first board is there, but after some seconds at the latest.
    void start();
    // Before the database stops.
    void stop();

    // Something may have changed. Thread-safe, never blocks; so is the next one.
    void poke() { watcher_.poke(); }
    // Publishes the board again, changed or not.
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
        std::vector<LedgerStep> steps;
    };

    // False: the database does not answer.
    bool look(bool is_poked);
    void publishCalls(Look const& look);
    void publishBoard(Look const& look, Moment const& moment);

    db::Database& database_;
    clinic::Directories& directories_;
    clinic::Profiles& profiles_;
    http::ClinicClock const& clock_;
    Actions const actions_;
    std::atomic<bool> is_requested_{false};

    // Only the watcher's thread uses the following.
    ledger::Reading reading_;
    RecentCalls calls_;
    std::string date_;  // of the calls
    std::chrono::steady_clock::time_point next_beat_{};

    mutable std::mutex mutex_;
    std::shared_ptr<KeptBoard const> kept_;  // under the mutex
    Watcher watcher_;
};

}  // namespace antrean::board
