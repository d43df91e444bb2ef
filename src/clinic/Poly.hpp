#pragma once

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

}  // namespace antrean::clinic
