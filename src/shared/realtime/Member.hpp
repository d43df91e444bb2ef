#pragma once

#include <boost/json/value.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace antrean::realtime {

// A member of a presence channel, as the `channel_data` of a subscription describes it.
struct Member {
    std::string id;              // the text of user_id; members with the same text are the same
    boost::json::value user_id;  // in the JSON type that it came in
    boost::json::value user_info;
    std::string channel_data;  // unchanged
};

// Empty if it is not a JSON object with a user_id, if that has a NUL, or if a limit is exceeded: an
// id of 128 letters, 2 KiB of user_info.
std::optional<Member> readMember(std::string_view channel_data);
// Member::id of a user_id that is a text or a number; empty for anything else.
std::string idOf(boost::json::value const& user_id);

}  // namespace antrean::realtime
