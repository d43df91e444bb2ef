#include "realtime/SocketId.hpp"

#include "base/Random.hpp"
#include "base/Text.hpp"

#include <algorithm>
#include <cstring>

namespace antrean::realtime {
namespace {

constexpr std::int64_t kPartMax = 1'000'000'000;

// A number that is too large is valid, but belongs to no connection.
std::optional<std::uint32_t> partOf(std::string_view text) {
    auto const number = text::toInt(text);
    if (!number || text.front() == '-')
        return std::nullopt;
    return static_cast<std::uint32_t>(std::min(*number, kPartMax + 1));
}

}  // namespace

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
