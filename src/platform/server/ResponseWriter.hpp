// Writes a response as bytes of HTTP/1.1.
#pragma once

#include "http/Message.hpp"
#include "server/RateLimiter.hpp"

#include <cstdint>
#include <ctime>
#include <string>
#include <string_view>

namespace antrean::server {

// The facts about request and connection that the head of an answer depends on.
struct ResponseHead {
    std::string_view request_id;
    bool is_cross_origin = false;  // Access-Control-Allow-Origin: *
    bool has_body = true;          // false for HEAD: Content-Length is sent, the body is not
    bool keep_alive = true;
    bool is_http_1_0 = false;
    bool is_of_session = false;            // the request has a token in a cookie
    bool demands_tls = false;              // ServerSettings::demands_tls, on a connection over TLS
    Allowance const* allowance = nullptr;  // null: there is no rate limit
};

// If the body is a file, writes the head only; the session sends the file behind it. There is one
// writer per I/O thread: it keeps its buffers and the text of the Date header.
class ResponseWriter {
public:
    void append(std::string& out, http::Response const& response, ResponseHead const& head);

private:
    std::string_view bodyOf(http::Response const& response);
    std::string_view commonHeaders();

    std::string json_;
    std::string common_;
    std::time_t common_second_ = 0;
};

}  // namespace antrean::server
