#pragma once

#include "schedule/Holiday.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace antrean::clinic {
class Directory;
}
namespace antrean::db {
class Transaction;
}

namespace antrean::schedule {

// The filters of a list; an absent value does not restrict.
struct HolidayRange {
    std::optional<std::int64_t> id;
    std::optional<std::int64_t> doctor_id;
    std::optional<std::string> date_from;
    std::optional<std::string> date_to;
};

// By first date and id.
std::vector<Holiday> listHolidays(db::Transaction& transaction, HolidayRange const& range);
std::optional<Holiday> findHoliday(db::Transaction& transaction, std::int64_t id);
std::int64_t countHolidays(db::Transaction& transaction);

// Each of these drops the directories of all processes. Returns the id.
std::int64_t insertHoliday(
    db::Transaction& transaction, Holiday const& holiday, std::string const& now
);
void updateHoliday(db::Transaction& transaction, Holiday const& holiday, std::string const& now);
// False if there is no such holiday.
bool deleteHoliday(db::Transaction& transaction, std::int64_t id);

struct AffectedList {
    std::vector<Affected> first;  // by date and start, at most kAffectedMax
    std::int64_t count;
};
inline constexpr std::int64_t kAffectedMax = 500;

// The reservations of the holiday, from `today` on, that are neither finished nor cancelled nor
// marked as a no-show.
AffectedList listAffected(
    db::Transaction& transaction,
    Holiday const& holiday,
    std::string const& today,
    clinic::Directory const& directory
);

}  // namespace antrean::schedule
