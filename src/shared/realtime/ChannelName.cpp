#include "realtime/ChannelName.hpp"

#include "base/Text.hpp"

#include <algorithm>

namespace antrean::realtime {
namespace {

constexpr std::string_view kOfUser = "#server-to-user-";
constexpr char kWatchlistMark = '\1';

bool isChannelLetter(char letter) {
    return (letter >= 'A' && letter <= 'Z') || (letter >= 'a' && letter <= 'z') ||
           (letter >= '0' && letter <= '9') ||
           std::string_view("_-=@,.;").find(letter) != std::string_view::npos;
}

}  // namespace

ChannelKind kindOf(std::string_view channel) {
    ChannelKind kind;
    kind.is_of_user = channel.starts_with(kOfUser);
    kind.is_encrypted = channel.starts_with("private-encrypted-");
    kind.is_presence = channel.starts_with("presence-");
    kind.needs_auth = kind.is_presence || channel.starts_with("private-");
    for (auto const prefix :
         {"cache-", "private-cache-", "presence-cache-", "private-encrypted-cache-"})
        kind.is_cache = kind.is_cache || channel.starts_with(prefix);
    return kind;
}

bool isChannelName(std::string_view channel) {
    if (channel.starts_with(kOfUser))
        return channel.size() > kOfUser.size() && channel.size() <= kChannelLettersMax;
    return !channel.empty() && channel.size() <= kChannelLettersMax &&
           std::ranges::all_of(channel, isChannelLetter);
}

bool isWatchlistChannel(std::string_view channel) {
    return channel.starts_with(kWatchlistMark);
}

std::string watchlistChannel(std::string_view user_id) {
    return kWatchlistMark + std::string(user_id);
}

bool isEventName(std::string_view event) {
    return !event.empty() && text::codePoints(event) <= kEventLettersMax;
}

}  // namespace antrean::realtime
