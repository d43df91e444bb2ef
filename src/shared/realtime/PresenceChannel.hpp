#pragma once

#include "realtime/Member.hpp"

#include <boost/json/value.hpp>

#include <cstddef>
#include <list>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace antrean::realtime {

// The members of a presence channel over all processes. A user is one member, however many
// connections the user has.
//
// A member is here as long as one connection of this process, or one other process, holds it. Not
// thread-safe: the hub uses it under its lock. Joining and leaving take constant time.
class PresenceChannel {
public:
    struct Joined {
        bool is_new = false;         // the user was not a member in any process
        bool is_first_here = false;  // the user had no connection of this process here
    };
    struct Left {
        bool was_last_here = false;
        // The user_id, in its JSON type, if the user is no longer a member in any process.
        std::optional<boost::json::value> removed;
    };

    // A connection of this process.
    Joined join(Member const& member);
    // Must have joined.
    Left leave(std::string const& id);
    // Another process has the user's first connection there. Returns whether the member is new.
    bool joinElsewhere(Member const& member);
    // Another process has lost the user's last connection there. Returns what Left::removed does.
    std::optional<boost::json::value> leaveElsewhere(std::string const& id);

    bool has(std::string const& id) const { return by_id_.contains(id); }
    std::size_t size() const { return members_.size(); }
    // In the order in which the users became members.
    std::vector<boost::json::value> userIds() const;
    // Those with connections of this process, in the same order.
    std::vector<Member> membersHere() const;
    // {"presence":{"count":N,"ids":[...],"hash":{id:user_info}}}. Made once for each change of the
    // members.
    std::string const& roster();

private:
    struct Entry {
        Member member;
        std::size_t here = 0;       // connections
        std::size_t elsewhere = 0;  // processes
    };
    using Entries = std::list<Entry>;

    // Adds the member without any connection if it is missing. Returns whether it was missing.
    std::pair<Entry&, bool> entryOf(Member const& member);
    std::optional<boost::json::value> removeIfGone(Entries::iterator entry);

    Entries members_;  // in the order in which they joined
    std::unordered_map<std::string, Entries::iterator> by_id_;
    std::string roster_;  // empty: has to be made anew
};

}  // namespace antrean::realtime
