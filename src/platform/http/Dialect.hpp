// Another API on the same port, with its own path prefix and its own form of messages. Routes,
// methods and limits work the same in all APIs.
#pragma once

#include "base/Result.hpp"

#include <boost/json/value.hpp>

#include <string_view>

namespace antrean::http {

// - Bodies are read as JSON, whatever their Content-Type is, unless they are forms.
// - When a route refuses a request, the answer is 200 with this body. Metrics and the access log
//   count the status that the main API would send. A request that does not reach a route (unknown
//   path, too large) keeps its status.
struct Dialect {
    std::string_view prefix;  // that all its paths begin with: "/one-api/"
    boost::json::value (*problem)(Error const& error) = nullptr;
};

}  // namespace antrean::http
