// The lab's tables as files bring them: the same columns as in the migration (lab), with what the
// database itself does not know of them.
#pragma once

#include "base/Result.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace antrean::lab {

enum class ColumnType : std::uint8_t { integer, text, date, time, datetime };

struct Column {
    std::string_view name;
    ColumnType type{};
    bool is_required = false;
    std::optional<std::string_view> otherwise;  // what an empty field stands for; without it NULL
    std::string_view references;                // table; empty: none
    bool is_zero_none = false;                  // of a reference: 0 points nowhere, as NULL
};

struct Table {
    std::string_view name;
    std::span<Column const> columns;  // the first one is the primary key

    std::string_view key() const { return columns.front().name; }
    Column const* find(std::string_view column) const;
};

// Those that others point to come first.
std::span<Table const> tables();
Table const* findTable(std::string_view name);

// What the database is given for a field. Errors (refused) begin with the column's name.
Result<std::optional<std::string>> valueOf(
    Column const& column, std::optional<std::string> const& field
);

}  // namespace antrean::lab
