// Another API on the same port, told apart by its paths, whose messages have a form of their own.
// Routes, methods and limits are the same for all.
#pragma once

#include "base/Result.hpp"

#include <boost/json/value.hpp>

#include <string_view>

namespace antrean::http {

// - Bodies are JSON whatever their Content-Type says, unless they are forms.
// - What a route refuses is answered with 200 and this body; figures and the log count the status
//   that it would have had. What never got to a route (no such path, too large) keeps its status.
struct Dialect {
    std::string_view prefix;  // of its paths: "/one-api/"
    boost::json::value (*problem)(Error const& error) = nullptr;
};

}  // namespace antrean::http
