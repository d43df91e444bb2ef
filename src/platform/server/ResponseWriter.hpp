// A response as bytes of HTTP/1.1.
#pragma once

#include "http/Message.hpp"

#include <cstdint>
#include <ctime>
#include <string>
#include <string_view>

namespace antrean::server {

// What the answer owes to its request and connection.
struct ResponseHead {
    std::string_view request_id;
    bool is_cross_origin = false;  // Access-Control-Allow-Origin: *
    bool has_body = true;          // false for HEAD: the length is told, the body left out
    bool keep_alive = true;
    bool is_http_1_0 = false;
};

// Of an answer whose body is a file, the head alone: the session sends the file behind it.
// Keeps its buffers and the text of the Date header; one per I/O thread.
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
