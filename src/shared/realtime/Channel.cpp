#include "realtime/Channel.hpp"

namespace antrean::realtime {

void Channel::subscribe(std::size_t thread) {
    ++by_thread_[thread];
    ++here_;
}

void Channel::unsubscribe(std::size_t thread) {
    --by_thread_[thread];
    --here_;
}

PresenceChannel& Channel::openPresence() {
    if (!presence_)
        presence_ = std::make_unique<PresenceChannel>();
    return *presence_;
}

ChannelFigures Channel::figures() const {
    ChannelFigures figures{here_ + elsewhere_, std::nullopt};
    if (presence_)
        figures.users = presence_->size();
    return figures;
}

bool Channel::isVacant() const {
    return here_ == 0 && elsewhere_ == 0 && (!presence_ || presence_->size() == 0);
}

}  // namespace antrean::realtime
