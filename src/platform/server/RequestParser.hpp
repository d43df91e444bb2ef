// Frames requests in a stream of bytes: HTTP/1.0 and 1.1, by Beast's parser, with the limits that
// Beast does not know and a stricter reading of what makes request smuggling possible.
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
    body,  // the body is not
    complete,
    header_too_large,
    body_too_large,
    broken,  // not HTTP, or two readings of where it ends
};

// One message after the other; `begin` before each.
class RequestParser {
public:
    explicit RequestParser(MessageLimits const& limits);
    ~RequestParser();

    // `incoming` is filled from now on, and must live until the message is complete.
    void begin(http::Incoming& incoming);
    // Reads on at `bytes`; sets how many of them it is through with. The rest is given again,
    // together with what has arrived since.
    ParseState parse(std::string_view bytes, std::size_t& consumed);

    // Once the header is complete:
    bool keepsAlive() const;
    bool isHttp10() const;
    // The client waits for a word before it sends the body. Clients of HTTP/1.0 never do.
    bool expectsContinue() const;
    // 0 without a body, and for a body in chunks.
    std::uint64_t contentLength() const;

private:
    class Message;
    MessageLimits limits_;
    std::unique_ptr<Message> message_;
};

}  // namespace antrean::server
