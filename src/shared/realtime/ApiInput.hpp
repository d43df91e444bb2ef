// The bodies of the HTTP API. The data of an event are passed on byte for byte.
#pragma once

#include "realtime/SocketId.hpp"

#include <boost/json/object.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace antrean::realtime {

inline constexpr std::size_t kChannelsOfEventMax = 100;
inline constexpr std::size_t kEventsOfBatchMax = 10;

// An `info` parameter, such as "user_count,subscription_count,cache".
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

// `errors` has messages by field, and is empty if there are none.
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
