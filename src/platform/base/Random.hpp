#pragma once

#include <cstddef>
#include <string>

namespace antrean {

// Cryptographically secure. Throws std::runtime_error if the system cannot provide random bytes.
std::string randomBytes(std::size_t count);
// `count` characters of A-Z, a-z, 0-9, each with the same probability.
std::string randomLetters(std::size_t count);

}  // namespace antrean
