#pragma once

#include "http/RouteTable.hpp"

namespace antrean::patient {

http::RouteTable<http::NoServices> routes();

}  // namespace antrean::patient
