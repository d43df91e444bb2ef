// Whoever wants to hear what happens in an app: its webhooks (Webhooks.hpp).
#pragma once

#include <boost/json/value.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace antrean::realtime {

struct Occurrence {
    enum class Kind : std::uint8_t {
        channel_occupied,
        channel_vacated,
        member_added,
        member_removed,
        client_event,
        cache_miss,
    };
    Kind kind{};
    std::string channel;
    std::string user_id{};  // of members, and of client events on presence channels
    std::string event{};    // of client events, as the next two
    boost::json::value data{};
    std::string socket_id{};
};

// As the protocol names them, in the order of Kind.
inline constexpr std::array<std::string_view, 6> kOccurrenceNames{
    "channel_occupied",
    "channel_vacated",
    "member_added",
    "member_removed",
    "client_event",
    "cache_miss",
};
constexpr std::string_view name(Occurrence::Kind kind) {
    return kOccurrenceNames[static_cast<std::size_t>(kind)];
}

// Thread-safe; must not wait or call back, for it is called under a hub's lock.
class Reporter {
public:
    virtual ~Reporter() = default;
    // When a channel or a member came, in the process where that was; when one went, in every
    // process; anything else, where it happened.
    virtual void report(Occurrence occurrence) = 0;
};

}  // namespace antrean::realtime
