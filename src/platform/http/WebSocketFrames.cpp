#include "http/WebSocketFrames.hpp"

#include <utility>

namespace antrean::http {
namespace {

Frame framed(std::uint8_t code, std::string_view payload) {
    std::string frame;
    frame.reserve(payload.size() + 10);
    frame += static_cast<char>(opcode::kFinal | code);
    std::size_t length_bytes = 0;
    if (payload.size() < 126) {
        frame += static_cast<char>(payload.size());
    } else {
        length_bytes = payload.size() <= 0xFFFF ? 2 : 8;
        frame += static_cast<char>(length_bytes == 2 ? 126 : 127);
    }
    for (auto byte = length_bytes; byte > 0; --byte)
        frame += static_cast<char>((payload.size() >> (8 * (byte - 1))) & 0xFF);
    frame += payload;
    return std::make_shared<std::string const>(std::move(frame));
}

}  // namespace

Frame textFrame(std::string_view text) {
    return framed(opcode::kText, text);
}

Frame pingFrame() {
    static auto const frame = framed(opcode::kPing, {});
    return frame;
}

Frame pongFrame(std::string_view payload) {
    return framed(opcode::kPong, payload);
}

Frame closeFrame(std::uint16_t code, std::string_view reason) {
    std::string payload;
    if (code != kNoCode) {
        payload += static_cast<char>(code >> 8U);
        payload += static_cast<char>(code & 0xFFU);
        payload += reason.substr(0, kControlBytesMax - 2);
    }
    return framed(opcode::kClose, payload);
}

}  // namespace antrean::http
