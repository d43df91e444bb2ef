#pragma once

#include "app/Settings.hpp"
#include "realtime/App.hpp"

#include <vector>

namespace antrean::app {

// What the --realtime flags say. A secret that they do not name is made once and kept in the data
// folder. Throws std::invalid_argument or std::runtime_error with one clear line.
std::vector<realtime::App> realtimeApps(Settings const& settings);

}  // namespace antrean::app
