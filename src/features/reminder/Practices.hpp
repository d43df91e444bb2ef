#pragma once

#include "reminder/ReminderStore.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace antrean::reminder {

// The times at which doctors begin on a day, for messages to patients.
class Practices {
public:
    // For a poly without a schedule on that day.
    static constexpr std::string_view kUsualStart = "08:00:00";

    Practices(std::string date, std::vector<Practice> by_time)
        : date_(std::move(date)), by_time_(std::move(by_time)) {}

    struct Start {
        std::string doctor;  // empty: unknown
        std::string time;
        bool is_planned = true;  // false: kUsualStart
    };
    // The time of the schedule if it is on this day, otherwise of the poly's first doctor.
    Start startOf(std::int64_t poly_id, std::optional<std::int64_t> schedule_id) const;
    // Whether `holds` is true for any time at which a visit of the day may begin.
    bool anyStart(std::function<bool(std::string_view time)> const& holds) const;
    std::string const& date() const { return date_; }

private:
    std::string date_;
    std::vector<Practice> by_time_;
};

}  // namespace antrean::reminder
