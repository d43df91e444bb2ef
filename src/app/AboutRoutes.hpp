#pragma once

#include "http/RouteTable.hpp"

#include <chrono>
#include <functional>
#include <optional>
#include <string>

namespace antrean::app {

struct AboutServices {
    std::string data_dir;
    // Why the database should not be used for now; empty: it can be used.
    std::function<std::optional<std::string>()> database_trouble;
    std::chrono::steady_clock::time_point started_at = std::chrono::steady_clock::now();
};

// What an operator asks first: which version runs, since when, and whether there is room left.
http::RouteTable<AboutServices> aboutRoutes();

}  // namespace antrean::app
