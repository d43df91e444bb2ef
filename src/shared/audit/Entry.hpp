// The rows of `audit`, and how they are listed.
#pragma once

#include <boost/describe.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace antrean::db {
class Transaction;
}
namespace antrean::http {
struct Request;
}

namespace antrean::audit {

struct Author;

inline constexpr std::string_view kCreatedAction = "created";
inline constexpr std::string_view kChangedAction = "changed";
inline constexpr std::string_view kRemovedAction = "removed";
inline constexpr std::string_view kRestoredAction = "restored";

// What happened. `before` and `after` are texts of JSON objects.
struct NewEntry {
    std::string kind;
    std::string action;
    std::optional<std::int64_t> object_id = {};
    std::optional<std::string> object_name = {};
    std::optional<std::string> before = {};
    std::optional<std::string> after = {};
};

void insertEntry(db::Transaction& transaction, Author const& author, NewEntry const& entry);

// For what a request does without changing a row of a subject: a message that was sent, an import.
// Nothing in the entry may be a secret.
void record(db::Transaction& transaction, http::Request const& request, NewEntry const& entry);

struct Entry {
    std::int64_t id;
    std::string created_at;
    std::optional<std::int64_t> user_id;
    std::optional<std::string> user_name;
    std::string kind;
    std::string action;
    std::optional<std::int64_t> object_id;
    std::optional<std::string> object_name;
    std::optional<std::string> before;
    std::optional<std::string> after;
    std::optional<std::string> address;
    std::optional<std::string> request_id;
};
BOOST_DESCRIBE_STRUCT(
    Entry,
    (),
    (id,
     created_at,
     user_id,
     user_name,
     kind,
     action,
     object_id,
     object_name,
     before,
     after,
     address,
     request_id)
)

// A row of the ledger, as the audit shows it.
struct VisitChange {
    std::int64_t seq;
    std::string created_at;
    std::optional<std::int64_t> user_id;
    std::optional<std::string> user_name;
    std::string kind;
    std::int64_t reservation_id;
    std::int64_t poly_id;
    std::string date;
    std::int64_t queue_number;
    std::optional<std::int64_t> before_status_id;
    std::int64_t after_status_id;
    std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(
    VisitChange,
    (),
    (seq,
     created_at,
     user_id,
     user_name,
     kind,
     reservation_id,
     poly_id,
     date,
     queue_number,
     before_status_id,
     after_status_id,
     note)
)

// A place in a list, newest first: behind the entry with this instant and number.
struct Cursor {
    std::string created_at;  // as stored
    std::int64_t id = 0;
};

// What a list has; what is absent does not matter. Instants are as stored, both included.
struct Selection {
    std::optional<std::string> from_at = {};
    std::optional<std::string> to_at = {};
    std::optional<std::int64_t> user_id = {};
    std::optional<std::string> kind = {};
    std::optional<std::int64_t> object_id = {};
    std::optional<Cursor> behind = {};
    std::optional<std::int64_t> size = {};  // absent: all
};

// Newest first. `each` returns false to stop. The cost of a list depends on how many entries it
// gives, and not on how many there are.
void listEntries(
    db::Transaction& transaction,
    Selection const& selection,
    std::function<bool(Entry&&)> const& each
);
// The same of the ledger. `kind` is ignored: its caller looks at the entries.
void listVisitChanges(
    db::Transaction& transaction,
    Selection const& selection,
    std::function<bool(VisitChange&&)> const& each
);

// Removes up to `count_max` entries that are older, the oldest first. Returns how many.
std::int64_t removeEntries(
    db::Transaction& transaction, std::string const& before, std::int64_t count_max
);

}  // namespace antrean::audit
