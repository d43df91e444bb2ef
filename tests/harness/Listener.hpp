// A subscriber that records the frames it gets.
#pragma once

#include "realtime/Shard.hpp"

#include <cstdint>
#include <span>
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
    void onAuthorized(std::int64_t token_id) override { tokens.push_back(token_id); }
    void onTokensEnded(std::span<std::int64_t const> token_ids) override {
        ended_tokens.assign(token_ids.begin(), token_ids.end());
    }

    std::vector<std::string> frames;
    std::vector<std::int64_t> tokens;
    std::vector<std::int64_t> ended_tokens;

private:
    SocketId id_;
};

}  // namespace antrean::realtime
