// Examples of requests and answers, from examples.json beside this file:
//
//   "GET /api/queue/current": {"query": {"poly_id": 1}, "body": {...}, "answer": {...}}
//
// The API tests compare them with the document's own schemas.
#pragma once

#include "http/Endpoint.hpp"

#include <boost/json/object.hpp>

namespace antrean::openapi {

class Examples {
public:
    Examples();

    // Adds the route's examples to its operation in the document.
    void addTo(boost::json::object& operation, http::Description const& route);
    // Throws std::logic_error if an example was added to no operation, as its route is missing.
    void requireAllAdded() const;

private:
    boost::json::object left_;  // what was not added yet
};

}  // namespace antrean::openapi
