#pragma once

#include "http/Route.hpp"

namespace antrean::dashboard {

// The tiles of the dashboard (contract, rows 83 to 89, and the ratio that the documented page about
// it forgot). They count visits by service date, cancelled ones included; a poly in the trash is
// shown where it had visits, under its name.
void addRoutes(http::Routes& routes);

}  // namespace antrean::dashboard
