#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace antrean::realtime {

// A connection's name in the protocol: two numbers from 1 to 1,000,000,000, "123.456".
struct SocketId {
    std::uint32_t first = 0;
    std::uint32_t second = 0;

    static SocketId random();
    static std::optional<SocketId> parse(std::string_view text);
    std::string text() const;
    bool operator==(SocketId const&) const = default;
};

}  // namespace antrean::realtime
