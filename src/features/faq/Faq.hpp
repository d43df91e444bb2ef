#pragma once

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace antrean::faq {

// A document for patients. Columns in the table's order (contract, 4.2 FAQ).
struct Faq {
    std::int64_t id;
    std::string name;
    std::string file;  // name in FaqFiles
    std::optional<std::string> created_at;
    std::optional<std::string> updated_at;
    std::optional<std::string> deleted_at;
};
BOOST_DESCRIBE_STRUCT(Faq, (), (id, name, file, created_at, updated_at, deleted_at))

}  // namespace antrean::faq
