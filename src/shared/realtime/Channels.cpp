#include "realtime/Channels.hpp"

#include "realtime/ChannelName.hpp"

#include <algorithm>

namespace antrean::realtime {

Channel* Channels::find(std::string_view name) {
    auto const found = by_name_.find(name);
    return found == by_name_.end() ? nullptr : &found->second;
}

Channel const* Channels::find(std::string_view name) const {
    auto const found = by_name_.find(name);
    return found == by_name_.end() ? nullptr : &found->second;
}

Channels::Opened Channels::open(std::string_view name) {
    if (auto* const found = find(name))
        return {*found, false};
    return {by_name_.emplace(name, Channel(threads_)).first->second, true};
}

bool Channels::removeIfVacant(std::string_view name) {
    auto const found = by_name_.find(name);
    if (found == by_name_.end() || !found->second.isVacant())
        return false;
    by_name_.erase(found);
    return true;
}

std::vector<std::pair<std::string, ChannelFigures>> Channels::list(std::string_view prefix) const {
    std::vector<std::pair<std::string, ChannelFigures>> list;
    for (auto const& [name, channel] : by_name_)
        if (name.starts_with(prefix) && !isWatchlistChannel(name))
            list.emplace_back(name, channel.figures());
    std::ranges::sort(
        list, {}, [](auto const& entry) -> auto const& { return entry.first; }
    );
    return list;
}

}  // namespace antrean::realtime
