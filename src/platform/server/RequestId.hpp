// The id of a request, which is in its answer and in every log line about it.
#pragma once

#include <string>
#include <string_view>

namespace antrean::server {

// The client's own id if it is valid (1 to 64 letters, digits, dots, dashes, underscores),
// else a new one. Unique, not secret.
std::string requestId(std::string_view asked);

}  // namespace antrean::server
