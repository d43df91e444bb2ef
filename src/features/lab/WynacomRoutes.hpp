// The six documented endpoints (contract, section 9).
#pragma once

#include "lab/LabRoutes.hpp"

namespace antrean::lab {

void addWynacomRoutes(http::Routes& routes, LabSettings const& settings);

}  // namespace antrean::lab
