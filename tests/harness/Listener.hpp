// A subscriber that records the frames it gets.
#pragma once

#include "realtime/Shard.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace antrean::realtime {

class Listener final : public Subscriber {
public:
    explicit Listener(SocketId id) : id_(id) {}
    SocketId const& id() const override { return id_; }
    void deliver(http::Frame const& frame) override { frames.push_back(*frame); }
    bool isOfUser(std::string_view) const override { return false; }
    void terminate() override {}

    std::vector<std::string> frames;

private:
    SocketId id_;
};

}  // namespace antrean::realtime
