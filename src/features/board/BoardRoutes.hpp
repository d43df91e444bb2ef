#pragma once

#include "board/BoardBroadcast.hpp"
#include "http/RouteTable.hpp"

namespace antrean::board {

struct Services {
    BoardBroadcast const& board;  // outlives the routes
};

http::RouteTable<Services> routes();

}  // namespace antrean::board
