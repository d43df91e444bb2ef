// Every change of a reservation is one row that is never changed again. User activity, waiting
// times, resuming screens and audits all read it.
#pragma once

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
