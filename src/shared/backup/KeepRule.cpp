#include "backup/KeepRule.hpp"

#include "base/Text.hpp"

#include <chrono>
#include <cstdint>
#include <set>
#include <string_view>

namespace antrean::backup {
namespace {

std::int64_t numberAt(std::string_view date, std::size_t at, std::size_t size) {
    return text::toInt(date.substr(at, size)).value_or(1);
}

// The number of the week since 1970; weeks begin on Monday.
std::int64_t weekOf(std::string_view date) {
    std::chrono::sys_days const day = std::chrono::year(static_cast<int>(numberAt(date, 0, 4))) /
                                      static_cast<int>(numberAt(date, 5, 2)) /
                                      static_cast<int>(numberAt(date, 8, 2));
    constexpr std::int64_t kThursday = 3;  // 1970-01-01 was one
    return (day.time_since_epoch().count() + kThursday) / 7;
}

// Marks the first of each new value, until `most` values were seen.
template <class Value>
void keepFirsts(std::vector<bool>& kept, std::vector<Value> const& values, std::size_t most) {
    std::set<Value> seen;
    for (std::size_t index = 0; index < values.size() && seen.size() < most; ++index)
        if (seen.insert(values[index]).second)
            kept[index] = true;
}

}  // namespace

std::vector<bool> keptOf(std::vector<std::string> const& dates, KeepRule const& rule) {
    std::vector<bool> kept(dates.size());
    std::vector<std::int64_t> weeks;
    std::vector<std::string> months;
    for (auto const& date : dates) {
        weeks.push_back(weekOf(date));
        months.push_back(date.substr(0, 7));
    }
    keepFirsts(kept, dates, rule.days);
    keepFirsts(kept, weeks, rule.weeks);
    keepFirsts(kept, months, rule.months);
    if (!kept.empty())
        kept.front() = true;
    return kept;
}

}  // namespace antrean::backup
