// The ledger: every change of a reservation is one row, which never changes again. User activity,
// waiting times, the resuming of screens and audits read it.
#pragma once

#include <boost/describe.hpp>

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

// Kinds of events that are not a move between stations. The kind of a move is that of the station
// that the visit arrives at (clinic/Station.hpp).
inline constexpr std::string_view kRegistered = "registered";
inline constexpr std::string_view kEdited = "edited";
inline constexpr std::string_view kUndone = "undone";
inline constexpr std::string_view kCheckedIn = "checked_in";

struct Event {
    std::string_view kind;  // a constant of the program, as stored
    std::int64_t reservation_id = 0;
    std::int64_t poly_id = 0;
    std::string date;  // the reservation's service date
    std::int64_t queue_number = 0;
    std::optional<std::int64_t> user_id;
    std::optional<std::int64_t> before_status_id;  // absent on registration
    std::int64_t after_status_id = 0;
    std::string created_at;  // UTC, as stored
    // What the kind does not say: the reason of a cancellation, a new priority, the number of a
    // call ("2").
    std::optional<std::string> note = {};
};

// The state of the ledger. It changes with every commit, also with a late one, whose events may
// have lower numbers than others.
struct Mark {
    std::int64_t last_seq = 0;
    std::int64_t recent_count = 0;  // how many of the last thousand numbers are in use
};
BOOST_DESCRIBE_STRUCT(Mark, (), (last_seq, recent_count))
inline bool operator==(Mark const& left, Mark const& right) {
    return left.last_seq == right.last_seq && left.recent_count == right.recent_count;
}
Mark findMark(db::Transaction& transaction);

class Ledger {
public:
    using Listener = std::function<void(Event const&)>;

    // `listener` is called after each committed event, on a database thread, in the order of
    // commits. Call listen() before the first event.
    void listen(Listener listener) { listeners_.push_back(std::move(listener)); }

    // Appends the event in this transaction and passes it to the listeners after the commit.
    void record(db::Transaction& transaction, Event event) const;

private:
    std::vector<Listener> listeners_;
};

}  // namespace antrean::ledger
