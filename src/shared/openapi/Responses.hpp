// A route's answers as OpenAPI responses.
#pragma once

#include "http/Endpoint.hpp"
#include "openapi/Schemas.hpp"

#include <boost/json/object.hpp>

namespace antrean::openapi {

// The refusals that many routes share; `responses` refers to them.
boost::json::object sharedResponses(Schemas& schemas);

// The responses by status. `created_status` is the value of --created-status. A route without a
// declared outcome has no response for success.
boost::json::object responses(http::Description const& route, Schemas& schemas, int created_status);

}  // namespace antrean::openapi
