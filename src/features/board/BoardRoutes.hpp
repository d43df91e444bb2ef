#pragma once

#include "board/BoardBroadcast.hpp"
#include "http/RouteTable.hpp"

#include <cstddef>
#include <functional>
#include <string_view>

namespace antrean::board {

struct Services {
    BoardBroadcast const& board;  // outlives the routes
    // How many connections of all processes are subscribed to a channel.
    std::function<std::size_t(std::string_view channel)> subscriptions;
};

http::RouteTable<Services> routes();

}  // namespace antrean::board
