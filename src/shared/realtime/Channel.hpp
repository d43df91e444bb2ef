// Names of the Pusher protocol, and what they say.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace antrean::realtime {

inline constexpr std::size_t kChannelLettersMax = 200;
inline constexpr std::size_t kEventLettersMax = 200;

// What a channel's prefix makes of it.
struct ChannelKind {
    bool needs_auth = false;
    bool is_presence = false;
    bool is_cache = false;  // late subscribers get the last event
    bool is_encrypted = false;
    bool is_of_user = false;  // "#server-to-user-ID": for that user alone, from the server
};
ChannelKind kindOf(std::string_view channel);

// 1 to 200 of A-Z a-z 0-9 _ - = @ , . ; or a user's own channel.
bool isChannelName(std::string_view channel);
bool isEventName(std::string_view event);

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
