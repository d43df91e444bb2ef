#pragma once

#include "app/CommandLine.hpp"

namespace antrean::app {

// Runs the command; returns the program's exit status: 0 done, 1 it could not be done (one clear
// line on stderr says why).
int run(Invocation const& invocation);

}  // namespace antrean::app
