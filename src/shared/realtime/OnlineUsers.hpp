#pragma once

#include "realtime/ByText.hpp"

#include <cstddef>
#include <functional>
#include <set>
#include <string>
#include <string_view>

namespace antrean::realtime {

// The users who are signed in (pusher:signin), over all processes. A user is here as long as one
// connection of this process, or one other process, has the user signed in.
//
// Not thread-safe: the hub uses it under its lock. Everything but listHere() takes constant time.
class OnlineUsers {
public:
    // What a sign-in was the first of, or a sign-out the last of.
    struct Change {
        bool is_of_process = false;
        bool is_of_all = false;
    };

    // A connection of this process.
    Change signIn(std::string const& user_id);
    // Must have signed in.
    Change signOut(std::string const& user_id);
    // Another process has the user signed in. Returns whether the user was offline.
    bool signInElsewhere(std::string const& user_id);
    // Another process no longer has. Must follow signInElsewhere. Returns whether the user is
    // offline now.
    bool signOutElsewhere(std::string const& user_id);

    bool isOnline(std::string_view user_id) const { return by_id_.find(user_id) != by_id_.end(); }
    std::set<std::string, std::less<>> listHere() const;

private:
    struct Count {
        std::size_t connections_here = 0;
        std::size_t processes_elsewhere = 0;

        std::size_t total() const { return connections_here + processes_elsewhere; }
    };
    bool removeIfOffline(std::string const& user_id, Count const& count);

    ByText<Count> by_id_;
};

}  // namespace antrean::realtime
