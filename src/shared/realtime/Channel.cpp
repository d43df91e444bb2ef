#include "realtime/Channel.hpp"

#include "base/Random.hpp"
#include "base/Text.hpp"

#include <algorithm>
#include <cstring>

namespace antrean::realtime {
namespace {

constexpr std::string_view kOfUser = "#server-to-user-";
constexpr std::int64_t kPartMax = 1'000'000'000;

bool isChannelLetter(char letter) {
    return (letter >= 'A' && letter <= 'Z') || (letter >= 'a' && letter <= 'z') ||
           (letter >= '0' && letter <= '9') ||
           std::string_view("_-=@,.;").find(letter) != std::string_view::npos;
}

// Of a socket id. Numbers that are too large name nobody, but are no mistake.
std::optional<std::uint32_t> partOf(std::string_view text) {
    auto const number = text::toInt(text);
    if (!number || text.front() == '-')
        return std::nullopt;
    return static_cast<std::uint32_t>(std::min(*number, kPartMax + 1));
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

bool isEventName(std::string_view event) {
    return !event.empty() && text::codePoints(event) <= kEventLettersMax;
}

SocketId SocketId::random() {
    auto const part = [] {
        std::uint64_t number = 0;
        std::memcpy(&number, randomBytes(sizeof number).data(), sizeof number);
        return static_cast<std::uint32_t>(1 + number % static_cast<std::uint64_t>(kPartMax));
    };
    return {part(), part()};
}

std::optional<SocketId> SocketId::parse(std::string_view text) {
    auto const dot = text.find('.');
    if (dot == std::string_view::npos || dot == 0 || dot + 1 == text.size())
        return std::nullopt;
    auto const first = partOf(text.substr(0, dot));
    auto const second = partOf(text.substr(dot + 1));
    if (!first || !second)
        return std::nullopt;
    return SocketId{*first, *second};
}

std::string SocketId::text() const {
    return std::to_string(first) + '.' + std::to_string(second);
}

}  // namespace antrean::realtime
