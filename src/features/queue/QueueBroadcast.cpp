#include "queue/QueueBroadcast.hpp"

#include "base/Log.hpp"
#include "base/Text.hpp"
#include "db/Database.hpp"
#include "http/Answer.hpp"
#include "queue/QueueStore.hpp"

#include <boost/json/serialize.hpp>

#include <chrono>
#include <utility>

namespace antrean::queue {
namespace {

constexpr std::string_view kChannel = "queue-channel";
constexpr std::string_view kEvent = "queue.updated";
constexpr std::chrono::milliseconds kPause{50};
// Other processes on the database, and midnight, are noticed by looking.
constexpr std::chrono::milliseconds kLookEvery{250};
constexpr std::chrono::milliseconds kRetryAfter{1'000};

}  // namespace

std::string shortName(std::string_view poly_name) {
    constexpr std::string_view kPrefix = "poli ";
    auto const name = text::lower(poly_name);
    return name.starts_with(kPrefix) ? name.substr(kPrefix.size()) : name;
}

boost::json::object broadcastPayload(
    db::Transaction& transaction, clinic::Directory const& directory, std::string const& date
) {
    boost::json::object payload;
    for (auto const& [id, name] : directory.polyNames()) {
        auto const numbers = findCurrentNumbers(transaction, {id, date}, directory);
        payload[shortName(name)] = {
            {"queue_number_anamnesa", http::orNull(numbers.anamnesa)},
            {"queue_number_with_doctor", http::orNull(numbers.with_doctor)},
        };
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
      announce_(std::move(announce)) {}

QueueBroadcast::~QueueBroadcast() {
    stop();
}

void QueueBroadcast::start() {
    thread_ = std::jthread([this](std::stop_token stop) { loop(std::move(stop)); });
}

void QueueBroadcast::stop() {
    thread_ = {};  // asks it to stop, and waits until it has
}

void QueueBroadcast::request() {
    {
        std::scoped_lock const lock(mutex_);
        is_requested_ = true;
    }
    changed_.notify_all();
}

void QueueBroadcast::loop(std::stop_token stop) {
    std::unique_lock lock(mutex_);
    while (!stop.stop_requested()) {
        changed_.wait_for(lock, stop, kLookEvery, [this] { return is_requested_; });
        if (stop.stop_requested())
            return;
        auto const is_requested = std::exchange(is_requested_, false);
        lock.unlock();
        auto const has_looked = look(is_requested);
        lock.lock();
        is_requested_ = is_requested_ || (is_requested && !has_looked);
        changed_.wait_for(lock, stop, has_looked ? kPause : kRetryAfter, [] { return false; });
    }
}

bool QueueBroadcast::look(bool is_requested) {
    auto const date = clock_.moment().date;
    bool const is_due = is_requested || date != date_;
    auto const seen = database_.read<Look>([this, &date, is_due](db::Transaction& transaction) {
        auto const directory = directories_.get(transaction, clinic::Directory::load);
        Look look{ledger::findMark(transaction), directory, {}};
        if (is_due || look.mark != mark_ || directory != directory_)
            look.payload = boost::json::serialize(broadcastPayload(transaction, *directory, date));
        return Result<Look>(std::move(look));
    });
    if (!seen) {
        log::warning("what is being served cannot be broadcast for a moment");
        return false;
    }
    // A directory that was only read anew is no news.
    bool const is_news = is_due || seen->mark != mark_ || seen->payload != payload_;
    if (!seen->payload.empty() && is_news) {
        announce_(kChannel, kEvent, seen->payload);
        payload_ = seen->payload;
    }
    mark_ = seen->mark;
    directory_ = seen->directory;
    date_ = date;
    return true;
}

}  // namespace antrean::queue
