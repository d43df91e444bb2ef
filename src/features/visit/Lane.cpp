#include "visit/Lane.hpp"

#include "http/Message.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace antrean::visit {
namespace {

constexpr std::size_t kLettersMax = 20;

// Empty if it is not there, or longer than any valid one.
std::string textOf(boost::json::object const& input, std::string_view key) {
    auto const* const value = input.if_contains(key);
    if (value == nullptr || value->is_structured())
        return {};
    auto text = value->is_string() ? std::string(value->get_string()) : serialize(*value);
    return text.size() <= kLettersMax ? text : std::string();
}

}  // namespace

std::string laneOf(http::Request const& request) {
    auto const date = textOf(request.input, "date");
    return textOf(request.input, "poly_id") + '.' + (date.empty() ? request.moment.date : date);
}

}  // namespace antrean::visit
