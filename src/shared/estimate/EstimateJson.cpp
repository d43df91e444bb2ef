#include "estimate/EstimateJson.hpp"

#include <boost/json/object.hpp>

#include <string_view>

namespace antrean::estimate {
namespace {

std::string_view nameOf(Confidence confidence) {
    switch (confidence) {
        case Confidence::low:
            return "low";
        case Confidence::medium:
            return "medium";
        case Confidence::high:
            return "high";
    }
    return {};
}

}  // namespace

boost::json::value estimateValue(std::optional<Estimate> const& estimate) {
    if (!estimate)
        return nullptr;
    return boost::json::object{
        {"from_minutes", estimate->from_minutes},
        {"to_minutes", estimate->to_minutes},
        {"from", jsonInstant(estimate->from)},
        {"to", jsonInstant(estimate->to)},
        {"confidence", nameOf(estimate->confidence)},
    };
}

}  // namespace antrean::estimate
