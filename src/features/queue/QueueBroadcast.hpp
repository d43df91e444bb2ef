// Tells every screen what is being served: event `queue.updated` on the public channel
// `queue-channel` (contract, WS-1 and WS-2), after every committed change of any process, of the
// polies too.
#pragma once

#include "clinic/Directory.hpp"
#include "http/ClinicClock.hpp"
#include "ledger/Ledger.hpp"

#include <boost/json/object.hpp>

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>

namespace antrean::db {
class Database;
}

namespace antrean::queue {

// "Poli Umum" -> "umum"
std::string shortName(std::string_view poly_name);

// {"umum":{"queue_number_anamnesa":12,"queue_number_with_doctor":null},...}: every poly of the
// clinic on that date, by its name without "Poli ".
boost::json::object broadcastPayload(
    db::Transaction& transaction, clinic::Directory const& directory, std::string const& date
);

// A change is told at once, those within the next 50 ms together, and the last one always.
class QueueBroadcast {
public:
    using Announce = std::function<
        void(std::string_view channel, std::string_view event, std::string_view data)>;

    // `announce` is called on a thread of this object's own. All outlive it.
    QueueBroadcast(
        db::Database& database,
        clinic::Directories& directories,
        http::ClinicClock const& clock,
        Announce announce
    );
    ~QueueBroadcast();
    QueueBroadcast(QueueBroadcast const&) = delete;
    QueueBroadcast& operator=(QueueBroadcast const&) = delete;

    // Announces what is served now, and every change from then on.
    void start();
    // Before the database stops.
    void stop();
    // Something may have changed, or somebody wants to see it again. Thread-safe, never blocks.
    void request();

private:
    struct Look {
        ledger::Mark mark;
        std::shared_ptr<clinic::Directory const> directory;
        std::string payload;  // empty: it cannot have changed
    };

    void loop(std::stop_token stop);
    // Reads what is served, if `is_requested` or when it may differ from what was announced. False
    // when the database did not answer.
    bool look(bool is_requested);

    db::Database& database_;
    clinic::Directories& directories_;
    http::ClinicClock const& clock_;
    Announce announce_;

    std::mutex mutex_;
    std::condition_variable_any changed_;
    bool is_requested_ = true;
    // What was announced last; these by the thread alone.
    std::optional<ledger::Mark> mark_;
    std::shared_ptr<clinic::Directory const> directory_;
    std::string date_;
    std::string payload_;
    std::jthread thread_;
};

}  // namespace antrean::queue
