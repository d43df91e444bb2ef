// The ledger as activity of its users, latest first, without counting all entries. Counts are
// stored per UTC day (daily_activity), while a request is about days of the clinic. So a request is
// divided into whole UTC days and at most a part of a day at each end.
#pragma once

#include "base/Clock.hpp"
#include "report/Report.hpp"
#include "report/ReportInput.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace antrean::report {

// Stored instants, "2025-12-29 06:15:48", both included.
struct Instants {
    std::optional<std::string> first;
    std::optional<std::string> last;

    bool operator==(Instants const&) const = default;
};

// UTC dates; from and to are included, after and before are not.
struct UtcDays {
    std::optional<std::string> date_from = std::nullopt;
    std::optional<std::string> date_after = std::nullopt;
    std::optional<std::string> date_to = std::nullopt;
    std::optional<std::string> date_before = std::nullopt;

    bool operator==(UtcDays const&) const = default;
};

// The requested time, divided: whole days, and less than a day before and after them.
struct Cut {
    std::optional<Instants> before = std::nullopt;
    std::optional<UtcDays> days = std::nullopt;
    std::optional<Instants> after = std::nullopt;

    bool operator==(Cut const&) const = default;
};

// The instants of these clinic days.
Instants instantsOf(Filter const& filter, Zone const& zone);
Cut cut(Instants const& instants);

struct Entry {
    std::string kind;  // events.kind
    std::int64_t user_id;
    std::int64_t reservation_id;
    std::string created_at;
};
BOOST_DESCRIBE_STRUCT(Entry, (), (kind, user_id, reservation_id, created_at))

// The activity of one user or of all.
struct Activity {
    Instants instants;
    std::optional<std::int64_t> user_id;
};

std::int64_t countEntries(db::Transaction& transaction, Activity const& activity);
// Latest first. `each` returns false to stop.
void listEntries(
    db::Transaction& transaction,
    Activity const& activity,
    Slice slice,
    std::function<bool(Entry const&)> const& each
);

struct UserRole {
    std::string user_name;
    std::optional<std::string> role;
};
BOOST_DESCRIBE_STRUCT(UserRole, (), (user_name, role))

// A row per role; a single row without a role if the user has none.
std::vector<UserRole> listRolesOfUser(db::Transaction& transaction, std::int64_t user_id);

}  // namespace antrean::report
