// Parses the frames that clients send over a WebSocket (RFC 6455). Refuses every violation; does
// not use a socket.
#pragma once

#include "http/WebSocketFrames.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace antrean::server {

// The Sec-WebSocket-Accept for a Sec-WebSocket-Key.
std::string acceptKey(std::string_view key);

// Joins the frames of a client to messages.
class WebSocketReader {
public:
    enum class Kind {
        incomplete,  // more bytes are needed
        text,
        ping,
        pong,
        close,   // `code`: the client's, or kNoCode
        broken,  // `code`: to close with; reading must stop
    };
    struct Event {
        Kind kind{};
        std::string_view payload;  // valid until the next call, while `bytes` live
        std::uint16_t code = 0;
    };

    explicit WebSocketReader(std::size_t message_bytes_max)
        : message_bytes_max_(message_bytes_max) {}

    // Reads `bytes`, which it unmasks in place, and sets how many of them it has consumed. Call it
    // again with the rest and what has arrived since. With Kind::incomplete, `wanted` is the size
    // of the whole frame in bytes, as far as it is known.
    Event next(std::span<char> bytes, std::size_t& consumed, std::size_t& wanted);

private:
    struct Head {
        bool is_final = false;
        std::uint8_t opcode = 0;
        std::size_t size = 0;  // of the head, with the mask
        std::size_t payload_size = 0;
    };

    // 0 if the frame is valid, else the code to close with.
    std::uint16_t check(Head const& head) const;
    Event finishFrame(Head const& head, std::string_view payload);
    Event onData(Head const& head, std::string_view payload);

    std::size_t message_bytes_max_;
    bool is_in_message_ = false;  // between the first and the last fragment
    bool must_clear_ = false;
    std::string fragments_;
};

}  // namespace antrean::server
