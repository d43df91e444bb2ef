// Answers whose body is in the program itself: conditional requests and one range, without a copy.
#pragma once

#include "http/Message.hpp"

#include <string>
#include <string_view>

namespace antrean::http {

struct LastingBody {
    std::string_view text;  // lives as long as the program
    std::string etag;       // with its quotes
    std::string_view content_type;
    std::string_view cache_control;
    bool has_ranges = false;  // a client may ask for a part
};

// Answers GET and HEAD: 200, or 304 when the client has this version; with `has_ranges` also 206
// and 416.
Response lastingAnswer(Request const& request, LastingBody body);

}  // namespace antrean::http
