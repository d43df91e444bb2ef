// Reads what clients send over a WebSocket (RFC 6455): strict, and without a socket.
#pragma once

#include "http/WebSocketFrames.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace antrean::server {

// What Sec-WebSocket-Accept says to a Sec-WebSocket-Key.
std::string acceptKey(std::string_view key);

// What a client sent, message by message.
class WebSocketReader {
public:
    enum class Kind {
        incomplete,  // more bytes are needed
        text,
        ping,
        pong,
        close,   // `code`: the client's, or kNoCode
        broken,  // `code`: what to close with; nothing more can be read
    };
    struct Event {
        Kind kind{};
        std::string_view payload;  // lives until the next call, or until the bytes do
        std::uint16_t code = 0;
    };

    explicit WebSocketReader(std::size_t message_bytes_max)
        : message_bytes_max_(message_bytes_max) {}

    // Reads on at `bytes`, which it unmasks in place; sets how many it is through with. The rest is
    // given again, together with what has arrived since. With Kind::incomplete, `wanted` is how
    // many bytes the whole frame has, as far as that is known.
    Event next(std::span<char> bytes, std::size_t& consumed, std::size_t& wanted);

private:
    struct Head {
        bool is_final = false;
        std::uint8_t opcode = 0;
        std::size_t size = 0;  // of the head, with the mask
        std::size_t payload_size = 0;
    };

    // 0 when it is fine, else the code to close with.
    std::uint16_t check(Head const& head) const;
    Event finishFrame(Head const& head, std::string_view payload);
    Event onData(Head const& head, std::string_view payload);

    std::size_t message_bytes_max_;
    bool is_in_message_ = false;  // the first fragment has come, the last has not
    bool must_clear_ = false;
    std::string fragments_;
};

}  // namespace antrean::server
