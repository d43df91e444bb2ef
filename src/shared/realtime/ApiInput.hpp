// The bodies of the HTTP API, read as publishers sent them: an event's data go on byte for byte.
#pragma once

#include "realtime/Channel.hpp"

#include <boost/json/object.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace antrean::realtime {

inline constexpr std::size_t kChannelsOfEventMax = 100;
inline constexpr std::size_t kEventsOfBatchMax = 10;

// What an `info` parameter asks for, as "user_count,subscription_count,cache".
struct InfoWanted {
    bool user_count = false;
    bool subscription_count = false;
    bool cache = false;

    bool any() const { return user_count || subscription_count || cache; }
};
InfoWanted infoWanted(std::string_view info);

struct Publication {
    std::string name;
    std::vector<std::string> channels;
    std::string data;
    std::optional<SocketId> except;
    InfoWanted info;
};

// What was read; `errors` has messages by field and is empty when everything is right.
struct ReadPublications {
    std::vector<Publication> publications;
    boost::json::object errors;
    bool is_json = true;
};

// {"name":...,"data":...,"channels":[...] or "channel":...,"socket_id":...,"info":...}
ReadPublications readEvent(std::string_view body);
// {"batch":[{"name":...,"channel":...,"data":...,"socket_id":...,"info":...}]}
ReadPublications readBatch(std::string_view body);

}  // namespace antrean::realtime
