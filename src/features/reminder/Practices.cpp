#include "reminder/Practices.hpp"

#include <algorithm>

namespace antrean::reminder {

Practices::Start Practices::startOf(std::int64_t poly_id, std::optional<std::int64_t> schedule_id)
    const {
    auto found = by_time_.end();
    if (schedule_id)
        found = std::ranges::find(by_time_, *schedule_id, &Practice::id);
    if (found == by_time_.end())
        found = std::ranges::find(by_time_, std::optional(poly_id), &Practice::poly_id);
    if (found == by_time_.end())
        return {"", std::string(kUsualStart), false};
    return {found->doctor, found->start_time, true};
}

bool Practices::anyStart(std::function<bool(std::string_view time)> const& holds) const {
    return holds(kUsualStart) || std::ranges::any_of(by_time_, [&holds](Practice const& practice) {
               return holds(practice.start_time);
           });
}

}  // namespace antrean::reminder
