#include "realtime/OnlineUsers.hpp"

namespace antrean::realtime {

OnlineUsers::Change OnlineUsers::signIn(std::string const& user_id) {
    auto& count = by_id_[user_id];
    bool const was_offline = count.total() == 0;
    return {++count.connections_here == 1, was_offline};
}

OnlineUsers::Change OnlineUsers::signOut(std::string const& user_id) {
    auto& count = by_id_.at(user_id);
    bool const is_last_here = --count.connections_here == 0;
    return {is_last_here, removeIfOffline(user_id, count)};
}

bool OnlineUsers::signInElsewhere(std::string const& user_id) {
    auto& count = by_id_[user_id];
    ++count.processes_elsewhere;
    return count.total() == 1;
}

bool OnlineUsers::signOutElsewhere(std::string const& user_id) {
    auto& count = by_id_.at(user_id);
    --count.processes_elsewhere;
    return removeIfOffline(user_id, count);
}

bool OnlineUsers::removeIfOffline(std::string const& user_id, Count const& count) {
    return count.total() == 0 && by_id_.erase(user_id) > 0;
}

std::set<std::string, std::less<>> OnlineUsers::listHere() const {
    std::set<std::string, std::less<>> users;
    for (auto const& [user_id, count] : by_id_)
        if (count.connections_here > 0)
            users.insert(user_id);
    return users;
}

}  // namespace antrean::realtime
