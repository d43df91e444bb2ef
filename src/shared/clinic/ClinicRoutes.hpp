#pragma once

#include "resource/Resource.hpp"

#include <span>

namespace antrean::clinic {

// Polies and statuses.
std::span<resource::Resource const> resources();

}  // namespace antrean::clinic
