#pragma once

#include <string>

namespace antrean::server {

// Boost.JSON writes every fraction with an exponent: 3.333E1. Writes them as the original does and
// people expect, 33.33 (contract 2: the shortest text that reads back as the same number). `json`
// is a whole JSON text; texts within it stay as they are. Costs next to nothing when there is no
// such number.
void writeNumbersPlainly(std::string& json);

}  // namespace antrean::server
