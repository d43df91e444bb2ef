// Converts a described struct to JSON: the keys of shape::keysOf with the values of the struct.
//
//   constexpr auto kPatientKeys = shape::keysOf<Patient>();
//   auto const object = objectOf(patient);
#pragma once

#include "base/Clock.hpp"

#include <boost/describe.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <boost/mp11.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace antrean::http {

inline boost::json::value jsonOf(std::string_view, bool truth) {
    return truth;
}
inline boost::json::value jsonOf(std::string_view, std::int64_t number) {
    return number;
}
inline boost::json::value jsonOf(std::string_view, double number) {
    return number;
}
// A member is a stored instant if its name has the ending of one, as in shape::ofColumn.
inline boost::json::value jsonOf(std::string_view name, std::string const& text) {
    if (name.ends_with("_at"))
        return boost::json::value(jsonTimestamp(text));
    return boost::json::value(text);
}
template <class Value>
boost::json::value jsonOf(std::string_view name, std::optional<Value> const& value) {
    return value ? jsonOf(name, *value) : nullptr;
}

template <class Row>
boost::json::object objectOf(Row const& row) {
    using Members = boost::describe::describe_members<Row, boost::describe::mod_public>;
    boost::json::object object;
    object.reserve(boost::mp11::mp_size<Members>::value);
    boost::mp11::mp_for_each<Members>([&object, &row](auto member) {
        object.emplace(member.name, jsonOf(member.name, row.*member.pointer));
    });
    return object;
}

}  // namespace antrean::http
