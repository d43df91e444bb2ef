// The names of channels and events in the Pusher protocol.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace antrean::realtime {

inline constexpr std::size_t kChannelLettersMax = 200;
inline constexpr std::size_t kEventLettersMax = 200;

// What the prefix of its name makes of a channel.
struct ChannelKind {
    bool needs_auth = false;
    bool is_presence = false;
    bool is_cache = false;  // new subscribers get the last event
    bool is_encrypted = false;
    bool is_of_user = false;  // "#server-to-user-ID": only the server publishes, only ID subscribes
};
ChannelKind kindOf(std::string_view channel);

// 1 to 200 of A-Z a-z 0-9 _ - = @ , . ; or the channel of a user.
bool isChannelName(std::string_view channel);
bool isEventName(std::string_view event);

// The channel on which the watchers of a user get "online" and "offline". isChannelName() is false
// for it, so no client can name it.
std::string watchlistChannel(std::string_view user_id);
bool isWatchlistChannel(std::string_view channel);

}  // namespace antrean::realtime
