// The rules of a route's input as OpenAPI parameters and request bodies.
#pragma once

#include "http/Endpoint.hpp"
#include "openapi/Schemas.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <string_view>

namespace antrean::openapi {

// Parameters of the path, of the headers and, if the route reads its input from there, of the
// query.
boost::json::array parameters(http::Description const& route);
// Empty for a route without a body. The body's schema is stored under `name`.
boost::json::object requestBody(
    http::Description const& route, std::string_view name, Schemas& schemas
);

}  // namespace antrean::openapi
