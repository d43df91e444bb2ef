// Every change of a reservation is one row that is never changed again. User activity, waiting
// times, resuming screens and audits all read it.
#pragma once

#include <boost/describe.hpp>

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace antrean::db {
class Transaction;
}

namespace antrean::ledger {

enum class Kind {
    registered,
    anamnesa,
    waiting_doctor,
    with_doctor,
    done,
    no_show,
    cancelled,
    edited,
};
inline constexpr std::array<std::string_view, 8> kKindNames{
    "registered",
    "anamnesa",
    "waiting_doctor",
    "with_doctor",
    "done",
    "no_show",
    "cancelled",
    "edited",
};

struct Event {
    Kind kind{};
    std::int64_t reservation_id = 0;
    std::int64_t poly_id = 0;
    std::string date;  // the reservation's service date
    std::int64_t queue_number = 0;
    std::optional<std::int64_t> user_id;
    std::optional<std::int64_t> before_status_id;  // absent on registration
    std::int64_t after_status_id = 0;
    std::string created_at;  // UTC, as stored
};

// How far the ledger has got. Changes with every commit, also with one that is late: its events
// may have numbers before those of others.
struct Mark {
    std::int64_t last_seq = 0;
    std::int64_t recent_count = 0;  // how many of the last thousand numbers are taken
};
BOOST_DESCRIBE_STRUCT(Mark, (), (last_seq, recent_count))
inline bool operator==(Mark const& left, Mark const& right) {
    return left.last_seq == right.last_seq && left.recent_count == right.recent_count;
}
Mark findMark(db::Transaction& transaction);

class Ledger {
public:
    using Listener = std::function<void(Event const&)>;

    // Called after each committed event, on a database thread, in the order of the commits.
    // Register before the first event.
    void listen(Listener listener) { listeners_.push_back(std::move(listener)); }

    // Appends the event to this transaction and announces it once that is committed.
    void record(db::Transaction& transaction, Event event) const;

private:
    std::vector<Listener> listeners_;
};

}  // namespace antrean::ledger
