#pragma once

#include "app/Settings.hpp"

#include <string>
#include <string_view>

namespace antrean::app {

// The secret in the data folder's file of that name; made by chance when there is none. Throws
// std::runtime_error when it cannot be written.
std::string keptSecret(Settings const& settings, std::string_view file_name);

}  // namespace antrean::app
