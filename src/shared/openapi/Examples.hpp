// Examples of requests and answers, from examples.json beside this file:
//
//   "GET /api/queue/current": {"query": {"poly_id": 1}, "body": {...}, "answer": {...}}
//
// The API tests compare them with the document's own schemas, and find those without a route.
#pragma once

#include "http/Endpoint.hpp"

#include <boost/json/object.hpp>

namespace antrean::openapi {

class Examples {
public:
    Examples();

    // Adds the route's examples to its operation in the document.
    void addTo(boost::json::object& operation, http::Description const& route);

private:
    boost::json::object left_;  // what was not added yet
};

}  // namespace antrean::openapi
