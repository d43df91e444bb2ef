// `expected_status`: a client says at which station it saw the visit that it moves. When the visit
// is elsewhere by now, the move is refused and the client gets the visit as it is.
#pragma once

#include "base/Result.hpp"
#include "clinic/Directory.hpp"
#include "http/Message.hpp"
#include "validation/Spec.hpp"

#include <cstdint>
#include <optional>

namespace antrean::queue {

// The name of a status or its id, as answers show them.
inline constexpr validation::Field kExpectedStatus =
    validation::field("expected_status", validation::nullable, validation::max(255));

// The id of the expected status; empty if the client expects none. invalid: there is no such
// station.
Result<std::optional<std::int64_t>> expectedStatus(
    http::Request const& request, clinic::Directory const& directory
);

}  // namespace antrean::queue
