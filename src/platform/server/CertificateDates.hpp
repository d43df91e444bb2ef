#pragma once

#include "base/Clock.hpp"
#include "base/Result.hpp"

#include <string>

namespace antrean::server {

// The last instant at which the certificate is valid: the first one in the PEM file, which is the
// server's own. Errors: internal, with the cause.
Result<Instant> certificateEnd(std::string const& pem_file);

}  // namespace antrean::server
