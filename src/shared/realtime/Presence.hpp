// Who is in a presence channel. A user is in it once, however many connections he has.
#pragma once

#include <boost/json/value.hpp>

#include <cstddef>
#include <list>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace antrean::realtime {

// As `channel_data` of a subscription says it.
struct Member {
    std::string id;              // what members are told apart by
    boost::json::value user_id;  // the same in the JSON type that it came in
    boost::json::value user_info;
    std::string channel_data;  // all of it, byte for byte
};

// Empty when it is no JSON object with a user_id, when that has a NUL, or when it is larger than
// the limits: an id of 128 letters, 2 KiB of user_info.
std::optional<Member> readMember(std::string_view channel_data);
// What a user_id that is a text or a number is told apart by; empty for anything else.
std::string idOf(boost::json::value const& user_id);

class Presence {
public:
    // Whether it is the user's first connection here.
    bool add(Member const& member);
    // The user's id when that was his last connection here.
    std::optional<boost::json::value> remove(std::string const& id);

    bool has(std::string const& id) const { return places_.contains(id); }
    // Must be here.
    Member const& get(std::string const& id) const { return places_.at(id)->member; }
    std::size_t size() const { return members_.size(); }
    std::vector<boost::json::value> userIds() const;
    // {"presence":{"count":N,"ids":[...],"hash":{id:user_info}}}; written once per change.
    std::string const& roster();

private:
    struct Entry {
        Member member;
        std::size_t connections = 0;
    };
    std::list<Entry> members_;  // in the order in which they came
    std::unordered_map<std::string, std::list<Entry>::iterator> places_;
    std::string roster_;  // empty: to be written anew
};

}  // namespace antrean::realtime
