// The definition of a report: its filters, its columns and the source of its rows. The page (JSON)
// shows some of the rows, the export (spreadsheet) all of them, in the same order.
#pragma once

#include "base/Clock.hpp"
#include "base/Hundredths.hpp"
#include "clinic/Directory.hpp"
#include "figures/Selection.hpp"
#include "http/Shape.hpp"
#include "report/ReportInput.hpp"

#include <boost/json/object.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace antrean::db {
class Transaction;
}

namespace antrean::report {

enum class Kind : std::uint8_t {
    text,
    date,  // "2026-01-11"
    time,  // "09:15"
    integer,
    decimals,  // two decimals
};

struct Column {
    std::string_view key;  // of the JSON, and heading of the export
    Kind kind{};
    bool may_be_empty = false;
    bool is_costly = false;  // each cell is a statement of its own; only with Filter::percentiles
};

// The keys of the columns, with commas between them.
template <auto& columns>
constexpr auto joinKeys() {
    constexpr std::size_t size = [] {
        std::size_t sum = 0;
        for (auto const& column : columns)
            sum += column.key.size() + 1;
        return sum;
    }();
    std::array<char, size> text{};
    auto end = text.begin();
    for (auto const& column : columns) {
        end = std::ranges::copy(column.key, end).out;
        *end++ = ',';
    }
    return text;
}
template <auto& columns>
inline constexpr auto kJoinedKeys = joinKeys<columns>();
template <auto& columns>
inline constexpr std::string_view kKeysOf{
    kJoinedKeys<columns>.data(), kJoinedKeys<columns>.size() - 1};

// Texts, dates and times are strings; null is an empty cell.
using Cell = std::variant<std::nullptr_t, std::int64_t, Hundredths, std::string>;
using Row = std::vector<Cell>;  // a cell per column
template <class T>
Cell cellOf(std::optional<T> const& value) {
    return value ? Cell(*value) : Cell(nullptr);
}
// Takes one row, which is valid during the call only. Returns false to stop.
using Sink = std::function<bool(Row const& row)>;

// What is asked for, and the clinic as of that moment.
struct Question {
    Filter filter;
    clinic::Directory const& directory;
    Zone zone;
};

using figures::Slice;

struct Report {
    std::string_view path;         // of the page
    std::string_view export_path;  // of the file
    std::string_view name;         // of the file, without its extension
    std::string_view message;
    std::string_view summary;
    validation::Spec input;  // of the file
    validation::Spec page_input;
    bool is_latest_first = false;
    std::span<Column const> (*columns)(Filter const& filter);
    // The number of rows, from the figures: its cost does not grow with the visits.
    std::int64_t (*count)(db::Transaction& transaction, Question const& question);
    // Gives the rows to the sink. Holds a few hundred of them in memory at most.
    void (*list
    )(db::Transaction& transaction, Question const& question, Slice slice, Sink const& sink);
};

// All reports.
std::span<Report const* const> reports();

// The shape of jsonRow. Columns that only a filter adds may be absent.
http::Shape const& rowShape(Report const& report);
boost::json::object jsonRow(std::span<Column const> columns, Row const& row);

}  // namespace antrean::report
