// Conditional requests and ranges of bytes (RFC 9110, 13 and 14), for bodies of any kind.
#pragma once

#include "http/Message.hpp"

#include <cstdint>
#include <ctime>
#include <optional>
#include <string>

namespace antrean::http {

// Identifies a version of a body: it changes when the body changes.
struct Validators {
    std::string etag;                       // with its quotes, and without commas
    std::optional<std::time_t> changed_at;  // empty: there is no Last-Modified
};

// The client has this version: the answer is 304.
bool isUnchanged(Request const& request, Validators const& validators);

struct Range {
    std::int64_t begin = 0;
    std::int64_t end = 0;

    bool empty() const { return begin >= end; }  // outside the body: the answer is 416
};

// The range that the request asks for. Empty when the answer is the whole body, also for several
// ranges and for ranges in other units, as the RFC allows.
std::optional<Range> wantedRange(
    Request const& request, Validators const& validators, std::int64_t size_bytes
);
// The header of a 206.
Header contentRange(Range const& range, std::int64_t size_bytes);
// The answer 416.
Response rangeNotSatisfiable(std::int64_t size_bytes);

}  // namespace antrean::http
