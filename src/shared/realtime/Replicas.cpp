#include "realtime/Replicas.hpp"

#include "realtime/ClientMessage.hpp"

#include <utility>

namespace antrean::realtime {

void Replicas::receive(std::string const& peer, boost::json::object const& message) {
    auto const found = by_peer_.find(peer);
    if (found == by_peer_.end() || !found->second.is_current)
        return;
    auto& replica = found->second;
    auto const kind = textIn(message, "do");
    auto const channel = std::string(textIn(message, "channel"));
    auto const user_id = std::string(textIn(message, "user"));
    if (kind == "counts") {
        setCounts(replica, readConnections(message), readSubscriptions(message));
    } else if (kind == "came") {
        if (auto const member = readMember(textIn(message, "member")))
            join(replica, channel, *member);
    } else if (kind == "went") {
        leave(replica, channel, user_id);
    } else if (kind == "online") {
        signIn(replica, user_id);
    } else if (kind == "offline") {
        signOut(replica, user_id);
    }
}

void Replicas::replace(std::string const& peer, PeerState const& state) {
    auto& replica = by_peer_[peer];
    replace(replica, state);
    replica.is_current = true;
}

void Replicas::markStale(std::string const& peer) {
    if (auto const found = by_peer_.find(peer); found != by_peer_.end())
        found->second.is_current = false;
}

void Replicas::remove(std::string const& peer) {
    auto const found = by_peer_.find(peer);
    if (found == by_peer_.end())
        return;
    replace(found->second, {});
    by_peer_.erase(found);
}

void Replicas::setCounts(
    Replica& replica, std::size_t connections, Subscriptions const& subscriptions
) {
    changes_.onConnections(std::exchange(replica.connections, connections), connections);
    for (auto const& [channel, count] : subscriptions) {
        auto const known = replica.subscriptions.find(channel);
        auto const before = known == replica.subscriptions.end() ? 0 : known->second;
        if (count == before)
            continue;
        if (count == 0)
            replica.subscriptions.erase(known);
        else
            replica.subscriptions[channel] = count;
        changes_.onSubscriptions(channel, before, count);
    }
}

void Replicas::join(Replica& replica, std::string const& channel, Member const& member) {
    if (replica.members[channel].insert(member.id).second)
        changes_.onMemberJoined(channel, member);
}

void Replicas::leave(Replica& replica, std::string const& channel, std::string const& user_id) {
    auto const members = replica.members.find(channel);
    if (members == replica.members.end() || members->second.erase(user_id) == 0)
        return;
    if (members->second.empty())
        replica.members.erase(members);
    changes_.onMemberLeft(channel, user_id);
}

void Replicas::signIn(Replica& replica, std::string const& user_id) {
    if (replica.online.insert(user_id).second)
        changes_.onSignedIn(user_id);
}

void Replicas::signOut(Replica& replica, std::string const& user_id) {
    if (replica.online.erase(user_id) > 0)
        changes_.onSignedOut(user_id);
}

void Replicas::replace(Replica& replica, PeerState const& state) {
    auto const before = replica;
    std::map<std::string, std::set<std::string>, std::less<>> staying;
    for (auto const& [channel, members] : state.members)
        for (auto const& member : members) {
            join(replica, channel, member);
            staying[channel].insert(member.id);
        }
    for (auto const& user_id : state.online)
        signIn(replica, user_id);
    auto subscriptions = state.subscriptions;
    for (auto const& [channel, count] : before.subscriptions)
        subscriptions.try_emplace(channel, 0);
    setCounts(replica, state.connections, subscriptions);
    for (auto const& [channel, members] : before.members)
        for (auto const& user_id : members)
            if (auto const stays = staying.find(channel);
                stays == staying.end() || !stays->second.contains(user_id))
                leave(replica, channel, user_id);
    for (auto const& user_id : before.online)
        if (!state.online.contains(user_id))
            signOut(replica, user_id);
}

}  // namespace antrean::realtime
