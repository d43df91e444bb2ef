// Frames of a WebSocket (RFC 6455), as a server writes them.
//
//   byte 0: FIN, three reserved bits, opcode; byte 1: MASK, length (126: 2 bytes follow, 127: 8);
//   then four bytes of mask, which only clients send, and the payload.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace antrean::http {

// Bytes on their way to clients; on a WebSocket a whole frame. All clients that get the same bytes
// share one.
using Frame = std::shared_ptr<std::string const>;

// Close codes of RFC 6455; applications have those from 4000 on.
enum CloseCode : std::uint16_t {
    kNormalClosure = 1000,
    kGoingAway = 1001,
    kProtocolError = 1002,
    kUnsupported = 1003,
    kNoCode = 1005,
    kInvalidText = 1007,
    kTooLarge = 1009,
};

namespace opcode {
inline constexpr std::uint8_t kContinuation = 0;
inline constexpr std::uint8_t kText = 1;
inline constexpr std::uint8_t kBinary = 2;
inline constexpr std::uint8_t kClose = 8;  // this one and above: control frames
inline constexpr std::uint8_t kPing = 9;
inline constexpr std::uint8_t kPong = 10;
inline constexpr std::uint8_t kFinal = 0x80;  // the bit FIN, in the same byte
}  // namespace opcode

inline constexpr std::size_t kControlBytesMax = 125;  // the payload of a control frame

Frame textFrame(std::string_view text);
Frame pingFrame();
// `payload` has kControlBytesMax bytes at most.
Frame pongFrame(std::string_view payload);
// `reason` is cut off at 123 bytes. kNoCode: a close without a code.
Frame closeFrame(std::uint16_t code, std::string_view reason);

}  // namespace antrean::http
