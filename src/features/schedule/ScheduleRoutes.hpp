#pragma once

#include "http/RouteTable.hpp"

namespace antrean::schedule {

http::RouteTable<http::NoServices> routes();

}  // namespace antrean::schedule
