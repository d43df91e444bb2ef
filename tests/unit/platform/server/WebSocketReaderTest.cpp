#include "server/WebSocketReader.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace antrean::server {
namespace {

using Kind = WebSocketReader::Kind;

// A frame of a client; `first` is FIN and opcode.
std::string masked(int first, std::string_view payload) {
    std::string frame{static_cast<char>(first)};
    if (payload.size() < 126) {
        frame += static_cast<char>(0x80U | payload.size());
    } else {
        frame += static_cast<char>(0xFE);
        frame += static_cast<char>(payload.size() >> 8U);
        frame += static_cast<char>(payload.size() & 0xFFU);
    }
    constexpr std::string_view kMask = "\x12\x34\x56\x78";
    frame += kMask;
    for (std::size_t place = 0; place < payload.size(); ++place)
        frame += static_cast<char>(payload[place] ^ kMask[place % 4]);
    return frame;
}

struct Seen {
    Kind kind;
    std::string payload;
    std::uint16_t code;
    bool operator==(Seen const&) const = default;
};

// The events that a reader gives for bytes that arrive in pieces of `step`.
std::vector<Seen> seen(std::string_view bytes, std::size_t step, std::size_t max = 1'000) {
    WebSocketReader reader(max);
    std::vector<Seen> events;
    std::string buffer;
    while (!bytes.empty()) {
        buffer += bytes.substr(0, step);
        bytes.remove_prefix(std::min(step, bytes.size()));
        for (;;) {
            std::size_t consumed = 0;
            std::size_t wanted = 0;
            auto const event = reader.next(buffer, consumed, wanted);
            if (event.kind != Kind::incomplete)
                events.push_back({event.kind, std::string(event.payload), event.code});
            EXPECT_TRUE(consumed > 0 || event.kind == Kind::broken || wanted > buffer.size());
            buffer.erase(0, consumed);
            if (event.kind == Kind::broken)
                return events;
            if (consumed == 0)
                break;
        }
    }
    return events;
}

TEST(WebSocketFrames, AreReadHoweverTheyArrive) {
    auto const large = std::string(300, 'x');
    auto const bytes = masked(0x81, "satu") + masked(0x01, "du") + masked(0x89, "ping") +
                       masked(0x00, "") + masked(0x80, "a") + masked(0x8A, "") +
                       masked(0x81, large) + masked(0x88, std::string("\x03\xe8") + "selesai");
    std::vector<Seen> const expected{
        {Kind::text, "satu", 0},
        {Kind::ping, "ping", 0},
        {Kind::text, "dua", 0},
        {Kind::pong, "", 0},
        {Kind::text, large, 0},
        {Kind::close, "selesai", 1000},
    };
    for (std::size_t step = 1; step <= bytes.size(); ++step)
        EXPECT_EQ(seen(bytes, step), expected) << step;
}

TEST(WebSocketFrames, ARefusedFrameIsNotWaitedFor) {
    auto const head = masked(0x81, std::string(1'001, 'x')).substr(0, 8);
    EXPECT_EQ(seen(head, 8), (std::vector<Seen>{{Kind::broken, "", http::kTooLarge}}));
}

TEST(WebSocketFrames, AMessageOfTheLargestSizeIsTaken) {
    EXPECT_EQ(seen(masked(0x81, "12345"), 99, 5), (std::vector<Seen>{{Kind::text, "12345", 0}}));
    EXPECT_EQ(seen(masked(0x81, "123456"), 99, 5), (std::vector<Seen>{{Kind::broken, "", 1009}}));
    auto const fragments = masked(0x01, "123") + masked(0x80, "456");
    EXPECT_EQ(seen(fragments, 99, 5), (std::vector<Seen>{{Kind::broken, "", 1009}}));
    EXPECT_EQ(seen(fragments, 99, 6), (std::vector<Seen>{{Kind::text, "123456", 0}}));
}

TEST(WebSocketFrames, AreWrittenWithTheShortestLength) {
    EXPECT_EQ(
        *http::textFrame("ab"),
        "\x81\x02"
        "ab"
    );
    EXPECT_EQ(http::textFrame(std::string(125, 'x'))->size(), 127U);
    EXPECT_EQ(
        http::textFrame(std::string(126, 'x'))->substr(0, 4), std::string("\x81\x7E\x00\x7E", 4)
    );
    EXPECT_EQ(
        http::textFrame(std::string(65'536, 'x'))->substr(0, 10),
        std::string("\x81\x7F\x00\x00\x00\x00\x00\x01\x00\x00", 10)
    );
    EXPECT_EQ(*http::closeFrame(4100, "lambat"), std::string("\x88\x08\x10\x04lambat"));
    EXPECT_EQ(*http::closeFrame(http::kNoCode, "x"), std::string("\x88\x00", 2));
    EXPECT_EQ(http::closeFrame(4100, std::string(200, 'x'))->size(), 127U);
}

TEST(WebSocketFrames, TheHandshakesKeyIsThatOfTheStandard) {
    EXPECT_EQ(acceptKey("dGhlIHNhbXBsZSBub25jZQ=="), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
}

}  // namespace
}  // namespace antrean::server
