// Publishes the numbers being served to every screen: event `queue.updated` on the public channel
// `queue-channel` (contract, WS-1 and WS-2), after every committed change of any process, also of
// the polies.
#pragma once

#include "base/Watcher.hpp"
#include "clinic/Directory.hpp"
#include "http/ClinicClock.hpp"
#include "ledger/Tail.hpp"

#include <boost/json/object.hpp>

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace antrean::db {
class Database;
}

namespace antrean::queue {

// {"umum":{"queue_number_anamnesa":12,"queue_number_with_doctor":null},...}: every poly of the
// clinic on that date, by its name without "Poli ".
boost::json::object broadcastPayload(
    db::Transaction& transaction, clinic::Directory const& directory, std::string const& date
);

// Publishes a change at once, and all changes of the next 50 ms together. The last change is always
// published.
class QueueBroadcast final : public ledger::Follower {
public:
    using Announce = std::function<
        void(std::string_view channel, std::string_view event, std::string_view data)>;

    // `announce` is called on this object's own thread. All arguments outlive it.
    QueueBroadcast(
        db::Database& database,
        clinic::Directories& directories,
        http::ClinicClock const& clock,
        Announce announce
    );

    // Publishes the present numbers, and every change from then on.
    void start();
    // Before the database stops.
    void stop();
    // Publishes again, changed or not. Thread-safe, never blocks.
    void request() { watcher_.poke(); }
    void onBatch(ledger::SharedBatch const& batch) override;

private:
    struct Look {
        std::shared_ptr<clinic::Directory const> directory;
        std::string payload;
    };

    // Publishes the numbers if `is_requested`, or if they differ from the last ones. False: the
    // database does not answer.
    bool look(bool is_requested);

    db::Database& database_;
    clinic::Directories& directories_;
    http::ClinicClock const& clock_;
    Announce announce_;

    // Of the last payload. Only the watcher's thread uses these.
    std::shared_ptr<clinic::Directory const> directory_;
    std::string date_;
    std::string payload_;
    Watcher watcher_;
};

}  // namespace antrean::queue
