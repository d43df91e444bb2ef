#include "realtime/SettingsBroadcast.hpp"

#include <boost/json.hpp>

#include <chrono>
#include <utility>

namespace antrean::realtime {
namespace {

constexpr std::string_view kChannel = "private-settings-channel";
constexpr std::string_view kEvent = "settings.changed";
constexpr Watcher::Timing kTiming{
    .every = std::chrono::hours(1),  // every change pokes
    .pause = std::chrono::milliseconds(100),
};

}  // namespace

SettingsBroadcast::SettingsBroadcast(std::vector<std::string_view> topics, Publish publish)
    : topics_(std::move(topics)),
      publish_(std::move(publish)),
      watcher_(kTiming, [this](bool) { return look(); }) {}

void SettingsBroadcast::onNotice(std::string_view topic) {
    bool is_news = false;
    {
        std::scoped_lock const lock(mutex_);
        // The constructor's texts live on; `topic` does not.
        for (auto const known : topics_)
            if (topic.empty() || topic == known)
                is_news = changed_.insert(known).second || is_news;
    }
    if (is_news)
        watcher_.poke();
}

bool SettingsBroadcast::look() {
    std::set<std::string_view> changed;
    {
        std::scoped_lock const lock(mutex_);
        changed.swap(changed_);
    }
    if (changed.empty())
        return true;
    boost::json::array topics(changed.begin(), changed.end());
    publish_(kChannel, kEvent, boost::json::serialize(boost::json::object{{"topics", topics}}));
    return true;
}

}  // namespace antrean::realtime
