// Builds the server from its parts, in order, and serves until a signal stops it.
#pragma once

#include "app/Settings.hpp"

namespace antrean::app {

// Blocks until SIGTERM or SIGINT. When it cannot start, throws std::invalid_argument for a setting
// that cannot be used, otherwise db::Failure or std::runtime_error, each with one clear line.
void serve(Settings settings);

}  // namespace antrean::app
