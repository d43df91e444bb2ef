#pragma once

#include "estimate/Estimate.hpp"
#include "http/Shape.hpp"

#include <boost/json/value.hpp>

#include <optional>

namespace antrean::estimate {

inline constexpr http::Key kEstimateKeys[] = {
    {"from_minutes", http::shape::integer},
    {"to_minutes", http::shape::integer},
    {"from", http::shape::instant},
    {"to", http::shape::instant},
    {"confidence", http::shape::oneOf("low,medium,high")},
};
inline constexpr http::Shape kEstimateShape =
    http::shape::orNull(http::shape::object(kEstimateKeys, "WaitEstimate"));

// Null without an estimate.
boost::json::value estimateValue(std::optional<Estimate> const& estimate);

}  // namespace antrean::estimate
