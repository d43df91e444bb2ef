#pragma once

#include "app/Settings.hpp"

namespace antrean::app {

// Makes a backup of an embedded database whose schema is older than this program's, before a start
// upgrades it: the way back to the program from before. Does nothing for other databases. Throws
// std::runtime_error with one line if no backup can be made.
void backUpBeforeUpgrade(Settings const& settings);

}  // namespace antrean::app
