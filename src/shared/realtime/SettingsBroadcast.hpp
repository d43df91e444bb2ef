// Publishes which settings have changed, so that the open screens of the staff read them again:
// event `settings.changed` on `private-settings-channel`, with the topics of the notices
// (db::Database::onNotice). It says that something changed, and nothing about what it is now:
// readers ask the API, which decides what they may see.
#pragma once

#include "base/Watcher.hpp"

#include <functional>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace antrean::realtime {

// Publishes a change at once, and all changes of the next 100 ms together.
class SettingsBroadcast {
public:
    // Publishes to the subscribers of this process. Every process gets every notice.
    using Publish = std::function<
        void(std::string_view channel, std::string_view event, std::string_view data)>;

    // Other topics are ignored. `publish` is called on this object's own thread.
    SettingsBroadcast(std::vector<std::string_view> topics, Publish publish);

    void start() { watcher_.start(); }
    void stop() { watcher_.stop(); }
    // For Database::onNotice. An empty topic counts as all of them.
    void onNotice(std::string_view topic);

private:
    bool look();

    std::vector<std::string_view> const topics_;
    Publish publish_;
    std::mutex mutex_;
    std::set<std::string_view> changed_;  // under the mutex
    Watcher watcher_;
};

}  // namespace antrean::realtime
