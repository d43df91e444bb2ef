#include "reminder/Practices.hpp"

#include <algorithm>

namespace antrean::reminder {

Practices::Start Practices::startOf(
    std::int64_t poly_id, std::optional<std::int64_t> schedule_id
) const {
    auto found = by_time_.end();
    if (schedule_id)
        found = std::ranges::find(by_time_, *schedule_id, &Practice::id);
    if (found == by_time_.end())
        found = std::ranges::find(by_time_, poly_id, &Practice::poly_id);
    if (found == by_time_.end())
        return {"", std::string(kUsualStart), false};
    return {found->doctor, found->start_time, true};
}

}  // namespace antrean::reminder
