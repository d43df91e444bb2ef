#pragma once

#include <cstddef>
#include <string>

namespace antrean {

// From the system's cryptographic source. Throws std::runtime_error when that fails.
std::string randomBytes(std::size_t count);
// `count` letters of A-Z, a-z, 0-9, each equally likely.
std::string randomLetters(std::size_t count);

}  // namespace antrean
