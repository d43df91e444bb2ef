// What a route may answer, as OpenAPI responses.
#pragma once

#include "http/Route.hpp"
#include "openapi/Schemas.hpp"

#include <boost/json/object.hpp>

namespace antrean::openapi {

// The refusals that many routes share: what the references of `responses` point at.
boost::json::object sharedResponses(Schemas& schemas);

// By status. `created_status` is what --created-status says. Success is left out of a route whose
// outcome nobody has declared.
boost::json::object responses(http::Route const& route, Schemas& schemas, int created_status);

}  // namespace antrean::openapi
