// One line for each answered request.
#pragma once

#include "http/Message.hpp"

#include <chrono>
#include <string_view>

namespace antrean::server {

// A refusal (401, 403, 429) has the client's address as well: who guesses, and from where. Other
// lines have none, because most clients are patients.
// Keeps the line until flushAccessLog: waking the log's thread for each line would cost as much as
// the request. `target` is written without its query, which may contain names of patients. It is
// written as it was sent, still encoded, so that it cannot break the line.
void logAccess(
    http::Request const& request,
    std::string_view target,
    int status,
    std::chrono::nanoseconds duration
);

// Passes the lines of this thread to the log.
void flushAccessLog();

}  // namespace antrean::server
