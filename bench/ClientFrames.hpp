// WebSocket frames for a load generator: frames to a server, frames from a server, and the clock
// that both sides use.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace bench {

inline std::int64_t now_ns() {
    return std::chrono::duration_cast<std::chrono::nanoseconds>(
               std::chrono::steady_clock::now().time_since_epoch()
    )
        .count();
}

inline double ms(std::int64_t nanoseconds) {
    return static_cast<double>(nanoseconds) / 1e6;
}

// A client's frame, with a mask of zeros.
inline std::string maskedText(std::string_view text) {
    std::string frame{'\x81'};
    if (text.size() < 126) {
        frame += static_cast<char>(0x80 | text.size());
    } else {
        frame += static_cast<char>(0x80 | 126);
        frame += static_cast<char>(text.size() >> 8);
        frame += static_cast<char>(text.size() & 0xff);
    }
    frame.append(4, '\0');
    return frame.append(text);
}

struct ServerFrame {
    int code;  // 1: text, 8: close
    std::string_view payload;
    std::size_t size;  // of the whole frame
};

// The frame at the beginning of `bytes`; empty if it is incomplete. For frames below 64 KiB.
inline std::optional<ServerFrame> nextFrame(std::string_view bytes) {
    auto const byte = [bytes](std::size_t place) {
        return static_cast<std::size_t>(static_cast<unsigned char>(bytes[place]));
    };
    if (bytes.size() < 4)
        return std::nullopt;
    bool const is_short = byte(1) < 126;
    std::size_t const head = is_short ? 2 : 4;
    auto const size = head + (is_short ? byte(1) : byte(2) << 8 | byte(3));
    if (bytes.size() < size)
        return std::nullopt;
    return ServerFrame{bytes[0] & 0x0f, bytes.substr(head, size - head), size};
}

}  // namespace bench
