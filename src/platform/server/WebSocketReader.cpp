#include "server/WebSocketReader.hpp"

#include "base/Text.hpp"

#include <openssl/evp.h>
#include <openssl/sha.h>

#include <array>
#include <optional>
#include <utility>

namespace antrean::server {
namespace {

constexpr std::uint8_t kReserved = 0x70;
constexpr std::uint8_t kMasked = 0x80;
constexpr std::size_t kMaskBytes = 4;

std::uint8_t byteAt(std::span<char const> bytes, std::size_t place) {
    return static_cast<std::uint8_t>(bytes[place]);
}

bool isControl(std::uint8_t opcode) {
    return opcode >= http::opcode::kClose;
}

void unmask(std::span<char const> mask, std::span<char> payload) {
    for (std::size_t place = 0; place < payload.size(); ++place)
        payload[place] = static_cast<char>(payload[place] ^ mask[place % kMaskBytes]);
}

// RFC 6455, 7.4: the codes that a close frame may contain.
bool isCloseCode(unsigned code) {
    return (code >= 1000 && code <= 1014 && code != 1004 && code != 1005 && code != 1006) ||
           (code >= 3000 && code <= 4999);
}

WebSocketReader::Event broken(std::uint16_t code) {
    return {WebSocketReader::Kind::broken, {}, code};
}

WebSocketReader::Event closeEvent(std::string_view payload) {
    using Kind = WebSocketReader::Kind;
    if (payload.empty())
        return {Kind::close, {}, http::kNoCode};
    if (payload.size() == 1)
        return broken(http::kProtocolError);
    auto const code = static_cast<std::uint16_t>((byteAt(payload, 0) << 8U) | byteAt(payload, 1));
    if (!isCloseCode(code))
        return broken(http::kProtocolError);
    if (!text::isUtf8(payload.substr(2)))
        return broken(http::kInvalidText);
    return {Kind::close, payload.substr(2), code};
}

}  // namespace

std::string acceptKey(std::string_view key) {
    auto const text = std::string(key) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    std::array<unsigned char, SHA_DIGEST_LENGTH> hash{};
    SHA1(reinterpret_cast<unsigned char const*>(text.data()), text.size(), hash.data());
    std::array<unsigned char, 29> encoded{};  // 28 letters and a NUL
    auto const size = EVP_EncodeBlock(encoded.data(), hash.data(), static_cast<int>(hash.size()));
    return {encoded.begin(), encoded.begin() + size};
}

std::uint16_t WebSocketReader::check(Head const& head) const {
    if (isControl(head.opcode)) {
        bool const is_known = head.opcode == http::opcode::kClose ||
                              head.opcode == http::opcode::kPing ||
                              head.opcode == http::opcode::kPong;
        bool const is_fine =
            is_known && head.is_final && head.payload_size <= http::kControlBytesMax;
        return is_fine ? 0 : http::kProtocolError;
    }
    if (head.opcode > http::opcode::kBinary ||
        is_in_message_ != (head.opcode == http::opcode::kContinuation))
        return http::kProtocolError;
    if (head.opcode == http::opcode::kBinary)
        return http::kUnsupported;
    auto const before = is_in_message_ ? fragments_.size() : 0;
    return head.payload_size > message_bytes_max_ - before ? http::kTooLarge : 0;
}

WebSocketReader::Event WebSocketReader::next(
    std::span<char> bytes, std::size_t& consumed, std::size_t& wanted
) {
    consumed = 0;
    wanted = 2;
    if (std::exchange(must_clear_, false))
        fragments_ = {};
    if (bytes.size() < wanted)
        return {};
    Head head;
    head.is_final = (byteAt(bytes, 0) & http::opcode::kFinal) != 0;
    head.opcode = byteAt(bytes, 0) & 0x0FU;
    std::size_t const short_size = byteAt(bytes, 1) & 0x7FU;
    if ((byteAt(bytes, 0) & kReserved) != 0 || (byteAt(bytes, 1) & kMasked) == 0)
        return broken(http::kProtocolError);
    std::size_t const length_bytes = short_size < 126 ? 0 : short_size == 126 ? 2 : 8;
    head.size = 2 + length_bytes + kMaskBytes;
    wanted = head.size;
    if (bytes.size() < wanted)
        return {};
    head.payload_size = length_bytes == 0 ? short_size : 0;
    for (std::size_t byte = 0; byte < length_bytes; ++byte)
        head.payload_size = (head.payload_size << 8U) | byteAt(bytes, 2 + byte);
    // Only the shortest form of a length is valid.
    if (length_bytes > 0 && head.payload_size <= (length_bytes == 2 ? 125U : 0xFFFFU))
        return broken(http::kProtocolError);
    if (auto const code = check(head))
        return broken(code);
    wanted = head.size + head.payload_size;
    if (bytes.size() < wanted)
        return {};
    auto const payload = bytes.subspan(head.size, head.payload_size);
    unmask(bytes.subspan(head.size - kMaskBytes, kMaskBytes), payload);
    consumed = wanted;
    return finishFrame(head, {payload.data(), payload.size()});
}

WebSocketReader::Event WebSocketReader::finishFrame(Head const& head, std::string_view payload) {
    switch (head.opcode) {
        case http::opcode::kClose:
            return closeEvent(payload);
        case http::opcode::kPing:
            return {Kind::ping, payload, 0};
        case http::opcode::kPong:
            return {Kind::pong, payload, 0};
        default:
            return onData(head, payload);
    }
}

WebSocketReader::Event WebSocketReader::onData(Head const& head, std::string_view payload) {
    bool const is_whole = head.is_final && !is_in_message_;
    if (!is_whole) {
        fragments_ += payload;
        is_in_message_ = !head.is_final;
        if (is_in_message_)
            return {};
        payload = fragments_;
        must_clear_ = true;
    }
    if (!text::isUtf8(payload))
        return broken(http::kInvalidText);
    return {Kind::text, payload, 0};
}

}  // namespace antrean::server
