// Finds requests of HTTP/1.0 and 1.1 in a stream of bytes. Beast's parser does the work; limits
// that it lacks are added, and headers that make request smuggling possible are refused.
#pragma once

#include "server/Exchange.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

namespace antrean::server {

struct MessageLimits {
    std::size_t header_bytes_max = 16 * 1024;
    std::size_t header_count_max = 200;
    std::size_t body_bytes_max = 8 * 1024 * 1024;
    std::size_t upload_bytes_max = 16 * 1024 * 1024;  // of a multipart body
};

enum class ParseState {
    head,  // the header is not complete yet
    body,  // the body is not complete yet
    complete,
    header_too_large,
    body_too_large,
    broken,  // not HTTP, or it is ambiguous where the message ends
};

// Parses one message after the other. Call `begin` before each.
class RequestParser {
public:
    explicit RequestParser(MessageLimits const& limits);
    ~RequestParser();

    // Fills `incoming`, which must live until the message is complete.
    void begin(http::Incoming& incoming);
    // Reads `bytes`; sets how many of them it has consumed. Call it again with the rest and what
    // has arrived since.
    ParseState parse(std::string_view bytes, std::size_t& consumed);

    // Once the header is complete:
    bool keepsAlive() const;
    bool isHttp10() const;
    // The client waits for "100 Continue" before it sends the body. Never true for HTTP/1.0.
    bool expectsContinue() const;
    // 0 without a body, and for a chunked body.
    std::uint64_t contentLength() const;

private:
    class Message;
    MessageLimits limits_;
    std::unique_ptr<Message> message_;
};

}  // namespace antrean::server
