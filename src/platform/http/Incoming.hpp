#pragma once

#include "http/Message.hpp"

#include <string>
#include <vector>

namespace antrean::http {

// A message as the socket delivered it: framed and within the limits, not interpreted.
struct Incoming {
    Method method = Method::other;
    std::string target;  // path and query, still encoded
    std::vector<Header> headers;
    std::string body;
};

}  // namespace antrean::http
