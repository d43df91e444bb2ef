#pragma once

#include "http/Shape.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace antrean::clinic {

// An outpatient department. Columns in the table's order (contract, 4.2 POLY).
struct Poly {
    std::int64_t id;
    std::string name;
    std::optional<std::string> created_at;
    std::optional<std::string> updated_at;
    std::optional<std::string> deleted_at;
    std::optional<std::string> room;
    std::optional<std::string> letter;  // of its queue numbers; unique among active polies
};
BOOST_DESCRIBE_STRUCT(Poly, (), (id, name, created_at, updated_at, deleted_at, room, letter))

inline constexpr auto kPolyKeys = http::shape::keysOf<Poly>();
inline constexpr http::Shape kPolyShape = http::shape::object(kPolyKeys, "Poly");

// "Poli Umum" -> "umum". Screens know a poly by this name.
std::string shortName(std::string_view poly_name);

// A queue number as patients see it: "A-012".
std::string displayNumber(std::string_view letter, std::int64_t queue_number);
// The number of a poly without a letter: "012".
std::string bareNumber(std::int64_t queue_number);

}  // namespace antrean::clinic
