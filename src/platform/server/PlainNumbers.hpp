#pragma once

#include <string>

namespace antrean::server {

// Boost.JSON writes every fraction with an exponent: 3.333E1. This function rewrites them as the
// original does: 33.33 (contract 2: the shortest text that is read as the same number). `json` is a
// whole JSON text; strings within it are not changed. Cheap when there is no such number.
void writeNumbersPlainly(std::string& json);

}  // namespace antrean::server
