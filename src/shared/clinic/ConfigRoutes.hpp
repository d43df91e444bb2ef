#pragma once

#include "resource/Resource.hpp"

#include <span>

namespace antrean::clinic {

// Named values of the clinic.
std::span<resource::Resource const> configs();

}  // namespace antrean::clinic
