#include "app/demo/DemoAnswers.hpp"

#include <boost/json.hpp>
#include <fmt/core.h>

#include <charconv>

namespace antrean::app {

namespace json = boost::json;

std::string textOf(json::object const& object, std::string_view key) {
    auto const* const value = object.if_contains(key);
    return value != nullptr && value->is_string() ? std::string(value->get_string())
                                                  : std::string();
}

std::int64_t numberOf(json::object const& object, std::string_view key) {
    auto const* const value = object.if_contains(key);
    if (value != nullptr && value->is_int64())
        return value->get_int64();
    // Lists have the queue number as a text (contract, 4.3).
    auto const digits = textOf(object, key);
    std::int64_t number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
}

json::object const& objectAt(json::object const& object, std::string_view key) {
    static json::object const empty;
    auto const* const value = object.if_contains(key);
    return value != nullptr && value->is_object() ? value->get_object() : empty;
}

json::array const& rowsOf(json::object const& answer) {
    static json::array const empty;
    auto const* value = answer.if_contains("data");
    if (value != nullptr && value->is_object())
        value = value->get_object().if_contains("data");
    return value != nullptr && value->is_array() ? value->get_array() : empty;
}

std::string shownNumber(json::object const& queue) {
    auto display = textOf(queue, "display_number");
    return display.empty() ? fmt::format("{:03}", numberOf(queue, "queue_number")) : display;
}

QueuedPatient queuedPatientOf(json::object const& row) {
    auto const& reservation = objectAt(row, "reservation");
    return {
        numberOf(reservation, "id"),
        shownNumber(row),
        numberOf(row, "queue_number"),
        !textOf(reservation, "checked_in_at").empty(),
    };
}

}  // namespace antrean::app
