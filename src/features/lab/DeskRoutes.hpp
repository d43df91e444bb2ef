// Routes of the sampling desk, for a clinic without a lab system.
#pragma once

#include "lab/LabRoutes.hpp"

namespace antrean::lab {

void addDeskRoutes(http::Routes& routes, LabSettings const& settings);

}  // namespace antrean::lab
