// The ledger as what its users did: latest first, and without counting its entries. They are
// counted per day of UTC (daily_activity), while a request asks for days of the clinic; so what is
// asked for is whole days of UTC with at most a part of a day at each end.
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

// Instants as stored, "2025-12-29 06:15:48", both included.
struct Instants {
    std::optional<std::string> first;
    std::optional<std::string> last;

    bool operator==(Instants const&) const = default;
};

// Dates of UTC; from and to are included, after and before are not.
struct UtcDays {
    std::optional<std::string> date_from = std::nullopt;
    std::optional<std::string> date_after = std::nullopt;
    std::optional<std::string> date_to = std::nullopt;
    std::optional<std::string> date_before = std::nullopt;

    bool operator==(UtcDays const&) const = default;
};

// What is asked for, cut: whole days, and before and after them less than a day.
struct Cut {
    std::optional<Instants> before = std::nullopt;
    std::optional<UtcDays> days = std::nullopt;
    std::optional<Instants> after = std::nullopt;

    bool operator==(Cut const&) const = default;
};

// The instants of these days of the clinic.
Instants instantsOf(Filter const& filter, Zone const& zone);
Cut cut(Instants const& instants);

struct Entry {
    std::string kind;  // ledger::kKindNames
    std::int64_t user_id;
    std::int64_t reservation_id;
    std::string created_at;
};
BOOST_DESCRIBE_STRUCT(Entry, (), (kind, user_id, reservation_id, created_at))

// Of one user or all.
struct Activity {
    Instants instants;
    std::optional<std::int64_t> user_id;
};

std::int64_t countEntries(db::Transaction& transaction, Activity const& activity);
// Latest first. `each` returns false for no more.
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

// A row per role; one without a role when the user has none.
std::vector<UserRole> listRolesOfUser(db::Transaction& transaction, std::int64_t user_id);

}  // namespace antrean::report
