#pragma once

#include "http/RouteTable.hpp"

namespace antrean::dashboard {

// The tiles of the dashboard.
http::RouteTable<http::NoServices> routes();

}  // namespace antrean::dashboard
