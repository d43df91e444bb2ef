#include "http/Mailbox.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include <utility>

namespace antrean::http {

void Mailbox::post(std::function<void()> step) {
    std::lock_guard const lock(mutex_);
    if (context_ == nullptr)
        return;
    steps_.push_back(std::move(step));
    if (steps_.size() == 1)
        boost::asio::post(*context_, [self = shared_from_this()] { self->drain(); });
}

void Mailbox::close() {
    std::vector<std::function<void()>> dropped;
    std::lock_guard const lock(mutex_);
    context_ = nullptr;
    dropped.swap(steps_);
}

void Mailbox::drain() {
    std::vector<std::function<void()>> steps;
    {
        std::lock_guard const lock(mutex_);
        steps.swap(steps_);
    }
    for (auto const& step : steps)
        step();
}

}  // namespace antrean::http
