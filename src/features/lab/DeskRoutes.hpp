// The desk that takes samples, for a clinic without the lab's own system.
#pragma once

#include "lab/LabRoutes.hpp"

namespace antrean::lab {

void addDeskRoutes(http::Routes& routes, LabSettings const& settings);

}  // namespace antrean::lab
