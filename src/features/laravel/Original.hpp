// The tables of the original, as far as this program takes them over. Names and columns are those
// of the contract (4.2); a table may have one of several names, because the contract does not name
// all of them (G-9).
#pragma once

#include "db/Transaction.hpp"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace antrean::laravel {

enum class Kind : std::uint8_t {
    number,
    flag,  // 0 or 1
    text,
    date,
    time,
    instant,   // stored as wall time of the original's zone
    computed,  // not a column of the original: filled by laravel/Rows.cpp
};

// What a row becomes that has no usable value in the column.
enum class Absent : std::uint8_t { null, fallback, leave_out };

struct Field {
    std::string_view name;
    Kind kind = Kind::text;
    Absent absent = Absent::null;
    std::string_view fallback = {};
    db::Type computed_type = db::Type::text;

    db::Type type() const {
        bool const is_integer = kind == Kind::number || kind == Kind::flag;
        return kind == Kind::computed ? computed_type
               : is_integer           ? db::Type::integer
                                      : db::Type::text;
    }
};

// The column names a row of another table of ours.
struct Reference {
    std::string_view column;
    std::string_view parent;
    bool leaves_out = true;  // a row that names no row; otherwise the column becomes NULL
};

// Of rows with the same value, the first one that is not in the trash keeps it.
struct Unique {
    std::string_view column;
    bool leaves_out = false;  // the others; otherwise their value gets "~ID"
    bool keeps_last = false;  // the last one keeps it
};

struct OriginalTable {
    std::string_view name;                // ours
    std::vector<std::string_view> names;  // that it may have there
    std::vector<Field> fields;
    std::vector<Reference> references = {};
    std::vector<Unique> uniques = {};
    bool is_required = false;
    bool is_pivot = false;    // has no id
    bool loses_rows = false;  // rows that are gone there are removed here

    // The place of the field. Throws std::logic_error for a name that is not a field.
    std::size_t placeOf(std::string_view field) const;
};

// Parents before children.
std::span<OriginalTable const> originalTables();

}  // namespace antrean::laravel
