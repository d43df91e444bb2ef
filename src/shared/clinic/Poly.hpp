#pragma once

#include "http/Shape.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace antrean::clinic {

// An outpatient department. Columns in the table's order (contract, 4.2 POLY).
struct Poly {
    std::int64_t id;
    std::string name;
    std::optional<std::string> created_at;
    std::optional<std::string> updated_at;
    std::optional<std::string> deleted_at;
};
BOOST_DESCRIBE_STRUCT(Poly, (), (id, name, created_at, updated_at, deleted_at))

inline constexpr auto kPolyKeys = http::shape::keysOf<Poly>();
inline constexpr http::Shape kPolyShape = http::shape::object(kPolyKeys, "Poly");

}  // namespace antrean::clinic
