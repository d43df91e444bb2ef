#pragma once

#include "base/Clock.hpp"

#include <string_view>

namespace antrean {

// The opposite of storedTimestamp, for a timestamp that the database holds: "2026-11-23 01:00:00".
Instant storedInstant(std::string_view timestamp);

}  // namespace antrean
