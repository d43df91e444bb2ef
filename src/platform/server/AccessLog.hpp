// One line for each answered request.
#pragma once

#include "http/Message.hpp"

#include <chrono>
#include <string_view>

namespace antrean::server {

// Keeps the line with others of this thread until flushAccessLog: waking the log's thread for each
// line would cost as much as the request. `target` is written without its query, which may hold
// names of patients, and as it was sent, still encoded, so that it cannot break the line.
void logAccess(
    http::Request const& request,
    std::string_view target,
    int status,
    std::chrono::nanoseconds duration
);

// Hands this thread's lines to the log.
void flushAccessLog();

}  // namespace antrean::server
