#include "db/Changes.hpp"

#include "base/Log.hpp"

#include <algorithm>
#include <exception>
#include <utility>

namespace antrean::db {

void Changes::onNotice(Database::NoticeListener listener) {
    std::scoped_lock const lock(mutex_);
    listeners_.push_back(std::move(listener));
}

void Changes::onOwnNotice(Database::NoticeListener listener) {
    std::scoped_lock const lock(mutex_);
    own_listeners_.push_back(std::move(listener));
}

// The notice is counted first: a transaction that begins before the listeners are called reads the
// change already.
void Changes::publish(std::string_view topic) {
    call(listeners_, topic, ++count_);
}

void Changes::publishOwn(std::string_view topic, std::int64_t version) {
    learn(topic, version);
    auto const count = ++count_;
    call(listeners_, topic, count);
    call(own_listeners_, topic, count);
}

void Changes::publishIfNew(std::string_view topic, std::int64_t version) {
    if (learn(topic, version))
        publish(topic);
}

void Changes::assumeKnown(std::string_view topic, std::int64_t version) {
    learn(topic, version);
}

void Changes::call(Listeners const& registered, std::string_view topic, std::uint64_t count) {
    Listeners listeners;
    {
        std::scoped_lock const lock(mutex_);
        listeners = registered;
    }
    for (auto const& listener : listeners) {
        try {
            listener(topic, count);
        } catch (std::exception const& error) {
            log::error("a listener to changes of \"{}\" failed: {}", topic, error.what());
        }
    }
}

bool Changes::learn(std::string_view topic, std::int64_t version) {
    std::scoped_lock const lock(mutex_);
    auto& known = versions_.try_emplace(std::string(topic), 0).first->second;
    bool const is_new = version > known;
    known = std::max(known, version);
    return is_new;
}

}  // namespace antrean::db
