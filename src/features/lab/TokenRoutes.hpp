// Routes with which a Superadmin lists and revokes the lab's tokens.
#pragma once

#include "lab/LabRoutes.hpp"

namespace antrean::lab {

void addTokenRoutes(http::Routes& routes, LabSettings const& settings);

}  // namespace antrean::lab
