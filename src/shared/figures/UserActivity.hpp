// daily_activity: events of the ledger per user, poly and day of UTC, counted by a trigger on
// `events`. With them a page of the activity report is found without counting events.
#pragma once

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace antrean::db {
class Transaction;
}

namespace antrean::figures {

// Dates of UTC; from and to are included, after and before are not.
struct UtcDays {
    std::optional<std::string> date_from = std::nullopt;
    std::optional<std::string> date_after = std::nullopt;
    std::optional<std::string> date_to = std::nullopt;
    std::optional<std::string> date_before = std::nullopt;

    bool operator==(UtcDays const&) const = default;
};

// Events of one user, or of all users when `user_id` is empty.
std::int64_t countActivity(
    db::Transaction& transaction, UtcDays const& days, std::optional<std::int64_t> user_id
);

struct ActivityDay {
    std::string date;
    std::int64_t before;  // events of the later days
};
BOOST_DESCRIBE_STRUCT(ActivityDay, (), (date, before))

// The day of the event at index `skipped`, counted from the latest; empty when there are fewer.
std::optional<ActivityDay> findActivityDay(
    db::Transaction& transaction,
    UtcDays const& days,
    std::optional<std::int64_t> user_id,
    std::int64_t skipped
);

}  // namespace antrean::figures
