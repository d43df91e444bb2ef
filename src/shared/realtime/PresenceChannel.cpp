#include "realtime/PresenceChannel.hpp"

#include <boost/json.hpp>

#include <iterator>
#include <utility>

namespace antrean::realtime {

namespace json = boost::json;

std::pair<PresenceChannel::Entry&, bool> PresenceChannel::entryOf(Member const& member) {
    if (auto const found = by_id_.find(member.id); found != by_id_.end())
        return {*found->second, false};
    members_.push_back({member});
    by_id_.emplace(member.id, std::prev(members_.end()));
    roster_.clear();
    return {members_.back(), true};
}

std::optional<json::value> PresenceChannel::removeIfGone(Entries::iterator entry) {
    if (entry->here > 0 || entry->elsewhere > 0)
        return std::nullopt;
    auto user_id = std::move(entry->member.user_id);
    by_id_.erase(entry->member.id);
    members_.erase(entry);
    roster_.clear();
    return user_id;
}

PresenceChannel::Joined PresenceChannel::join(Member const& member) {
    auto [entry, is_new] = entryOf(member);
    return {is_new, ++entry.here == 1};
}

PresenceChannel::Left PresenceChannel::leave(std::string const& id) {
    auto const entry = by_id_.at(id);
    bool const was_last_here = --entry->here == 0;
    return {was_last_here, removeIfGone(entry)};
}

bool PresenceChannel::joinElsewhere(Member const& member) {
    auto [entry, is_new] = entryOf(member);
    ++entry.elsewhere;
    return is_new;
}

std::optional<json::value> PresenceChannel::leaveElsewhere(std::string const& id) {
    auto const entry = by_id_.at(id);
    --entry->elsewhere;
    return removeIfGone(entry);
}

std::vector<json::value> PresenceChannel::userIds() const {
    std::vector<json::value> ids;
    for (auto const& entry : members_)
        ids.push_back(entry.member.user_id);
    return ids;
}

std::vector<Member> PresenceChannel::membersHere() const {
    std::vector<Member> members;
    for (auto const& entry : members_)
        if (entry.here > 0)
            members.push_back(entry.member);
    return members;
}

std::string const& PresenceChannel::roster() {
    if (!roster_.empty())
        return roster_;
    json::array ids;
    json::object hash;
    for (auto const& entry : members_) {
        ids.push_back(entry.member.user_id);
        hash[entry.member.id] = entry.member.user_info;
    }
    roster_ = json::serialize(json::object{
        {"presence",
         {{"count", members_.size()}, {"ids", std::move(ids)}, {"hash", std::move(hash)}}}});
    return roster_;
}

}  // namespace antrean::realtime
