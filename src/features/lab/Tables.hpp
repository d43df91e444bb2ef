// The lab's tables as files contain them: the columns of the migration (lab), with facts that the
// database schema does not state.
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
    std::optional<std::string_view> otherwise;  // value of an empty field; without it NULL
    std::string_view references;                // table; empty: none
    bool is_zero_none = false;                  // of a reference: 0 means NULL
};

struct Table {
    std::string_view name;
    std::span<Column const> columns;  // the first one is the primary key

    std::string_view key() const { return columns.front().name; }
    Column const* find(std::string_view column) const;
};

// Tables that other tables refer to come first.
std::span<Table const> tables();
Table const* findTable(std::string_view name);

// The value that the database gets for a field. Errors (refused) begin with the column's name.
Result<std::optional<std::string>> valueOf(
    Column const& column, std::optional<std::string> const& field
);

}  // namespace antrean::lab
