// What a Superadmin sees and does about the tokens of the lab information system.
#pragma once

#include "lab/LabRoutes.hpp"

namespace antrean::lab {

void addTokenRoutes(http::Routes& routes, LabSettings const& settings);

}  // namespace antrean::lab
