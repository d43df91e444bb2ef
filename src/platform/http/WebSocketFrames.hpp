// Writes the frames of a WebSocket (RFC 6455) that a server sends.
//
//   byte 0: FIN, three reserved bits, opcode; byte 1: MASK, length (126: 2 bytes follow, 127: 8);
//   then four bytes of mask (from clients only), and the payload.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace antrean::http {

// Bytes to be sent to clients; on a WebSocket a whole frame. Clients that get the same bytes share
// one.
using Frame = std::shared_ptr<std::string const>;

// Close codes of RFC 6455. Codes from 4000 on are for applications.
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
inline constexpr std::uint8_t kClose = 8;  // opcodes from 8 on are control frames
inline constexpr std::uint8_t kPing = 9;
inline constexpr std::uint8_t kPong = 10;
inline constexpr std::uint8_t kFinal = 0x80;  // the FIN bit, in the same byte
}  // namespace opcode

inline constexpr std::size_t kControlBytesMax = 125;  // the payload of a control frame

Frame textFrame(std::string_view text);
Frame pingFrame();
// `payload` has kControlBytesMax bytes at most.
Frame pongFrame(std::string_view payload);
// `reason` is cut off at 123 bytes. kNoCode: a close without a code.
Frame closeFrame(std::uint16_t code, std::string_view reason);

}  // namespace antrean::http
