#pragma once

#include "resource/Resource.hpp"

#include <span>

namespace antrean::checkup {

// Check-up schedules: the return visits that a doctor orders.
std::span<resource::Resource const> resources();

}  // namespace antrean::checkup
