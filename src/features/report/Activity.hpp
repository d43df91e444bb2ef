// The events of the ledger by the users who caused them, latest first. The figures have their
// numbers per day of UTC, but a request asks for days of the clinic. So a request is cut into whole
// days of UTC, which are looked up, and less than a day at each end, which is counted.
#pragma once

#include "base/Clock.hpp"
#include "figures/UserActivity.hpp"
#include "report/Report.hpp"
#include "report/ReportInput.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace antrean::report {

// Instants as stored, "2025-12-29 06:15:48"; both are included.
struct Instants {
    std::optional<std::string> first;
    std::optional<std::string> last;

    bool operator==(Instants const&) const = default;
};

// A request, cut into whole days and less than a day before and after them.
struct Cut {
    std::optional<Instants> before = std::nullopt;
    std::optional<figures::UtcDays> days = std::nullopt;
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

// The events of one user, or of all users.
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

// A row per role; a user without roles has one row without a role.
std::vector<UserRole> listRolesOfUser(db::Transaction& transaction, std::int64_t user_id);

}  // namespace antrean::report
