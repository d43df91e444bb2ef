#include "clinic/Lookup.hpp"

#include "clinic/Directory.hpp"

namespace antrean::clinic {

bool Lookup::exists(std::string_view table, std::int64_t id) {
    return table == kPoliesTopic ? directory_.hasPoly(id) : stored_.exists(table, id);
}

bool Lookup::taken(
    std::string_view table, std::string_view column, std::string_view value, std::int64_t ignored_id
) {
    return stored_.taken(table, column, value, ignored_id);
}

}  // namespace antrean::clinic
