#pragma once

#include "resource/Resource.hpp"

#include <span>

namespace antrean::reminder {

// Message templates, and the reminder configs that use them.
std::span<resource::Resource const> configs();

}  // namespace antrean::reminder
