#pragma once

#include "base/Result.hpp"
#include "http/Refusal.hpp"
#include "visit/Steps.hpp"

#include <cstdint>

namespace antrean::queue {

inline constexpr http::Refusal kNotToday{
    ErrorKind::conflict, "The reservation is not for today, so its patient cannot check in"};
inline constexpr http::Refusal kFinished{
    ErrorKind::conflict, "The visit has ended, so its patient cannot check in"};

// The patient is in the clinic. Again, it changes nothing. Errors: visit::kUnknownVisit and these.
Result<visit::Visit> checkIn(
    db::Transaction& transaction, std::int64_t id, visit::Step const& step
);

}  // namespace antrean::queue
