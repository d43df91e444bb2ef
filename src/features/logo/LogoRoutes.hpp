#pragma once

#include "http/RouteTable.hpp"

namespace antrean::logo {

// The clinic's logo. It is in the database, so that every process and every backup has it; the
// profile has the name of its file (clinic/Profile.hpp).
http::RouteTable<http::NoServices> routes();

}  // namespace antrean::logo
