#include "queue/QueueBroadcast.hpp"

#include "base/Log.hpp"
#include "db/Database.hpp"
#include "queue/CurrentJson.hpp"
#include "queue/QueueStore.hpp"

#include <boost/json/serialize.hpp>

#include <chrono>
#include <utility>

namespace antrean::queue {
namespace {

constexpr std::string_view kChannel = "queue-channel";
constexpr std::string_view kEvent = "queue.updated";
constexpr Watcher::Timing kTiming{
    // Midnight and a changed poly do not poke.
    .every = std::chrono::milliseconds(250),
    .pause = std::chrono::milliseconds(50),
    .retry_after = std::chrono::milliseconds(1'000),
};

}  // namespace

boost::json::object broadcastPayload(
    db::Transaction& transaction, clinic::Directory const& directory, std::string const& date
) {
    boost::json::object payload;
    for (auto const& [id, name] : directory.polyNames()) {
        auto const numbers = findCurrentNumbers(transaction, {id, date}, directory);
        payload[clinic::shortName(name)] = currentObject(numbers);
    }
    return payload;
}

QueueBroadcast::QueueBroadcast(
    db::Database& database,
    clinic::Directories& directories,
    http::ClinicClock const& clock,
    Announce announce
)
    : database_(database),
      directories_(directories),
      clock_(clock),
      announce_(std::move(announce)),
      watcher_(kTiming, [this](bool is_requested) { return look(is_requested); }) {}

void QueueBroadcast::start() {
    watcher_.poke();
    watcher_.start();
}

void QueueBroadcast::stop() {
    watcher_.stop();
}

void QueueBroadcast::onBatch(ledger::SharedBatch const& batch) {
    if (batch->last != batch->after)
        watcher_.poke();
}

bool QueueBroadcast::look(bool is_requested) {
    auto const date = clock_.moment().date;
    bool const is_due = is_requested || date != date_;
    if (!is_due && directories_.fresh() == directory_)
        return true;
    auto const seen = database_.read<Look>([this, &date](db::Transaction& transaction) {
        auto const directory = directories_.get(transaction);
        auto const payload = broadcastPayload(transaction, *directory, date);
        return Result<Look>(Look{directory, boost::json::serialize(payload)});
    });
    if (!seen) {
        log::warning("what is being served cannot be broadcast for a moment");
        return false;
    }
    // A directory that was read again may still give the same payload.
    if (is_due || seen->payload != payload_)
        announce_(kChannel, kEvent, seen->payload);
    payload_ = seen->payload;
    directory_ = seen->directory;
    date_ = date;
    return true;
}

}  // namespace antrean::queue
