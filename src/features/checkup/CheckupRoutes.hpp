#pragma once

#include "resource/Resource.hpp"

#include <span>
#include <string_view>

namespace antrean::checkup {

// Topic of the notices that check-ups have changed.
inline constexpr std::string_view kCheckupsTopic = "checkup_schedules";

// Check-up schedules: the return visits that a doctor orders.
std::span<resource::Resource const> resources();

}  // namespace antrean::checkup
