#pragma once

#include "clinic/Directory.hpp"
#include "http/ClinicClock.hpp"
#include "http/Route.hpp"

namespace antrean::reminder {

// POST /api/message-templates/{id}/preview. Both arguments must outlive the routes.
void addPreviewRoutes(
    http::Routes& routes, clinic::Directories& directories, http::ClinicClock const& clock
);

}  // namespace antrean::reminder
