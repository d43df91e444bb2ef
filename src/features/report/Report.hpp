// A report is defined once: its filters, its columns, and the source of its rows. A page of JSON
// has some of the rows, an export all of them, in the same order.
#pragma once

#include "base/Clock.hpp"
#include "clinic/Directory.hpp"
#include "figures/Hundredths.hpp"
#include "http/Shape.hpp"
#include "report/ReportInput.hpp"

#include <boost/json/object.hpp>

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
    decimals,  // with two decimals
};

struct Column {
    std::string_view key;  // key in JSON, and heading in an export
    Kind kind{};
    bool may_be_empty = false;
};

// Texts, dates and times are strings; null: empty.
using Cell = std::variant<std::nullptr_t, std::int64_t, figures::Hundredths, std::string>;
using Row = std::vector<Cell>;  // a cell per column
template <class T>
Cell cellOf(std::optional<T> const& value) {
    return value ? Cell(*value) : Cell(nullptr);
}
// Gets each row in turn and must not keep references to it; returns false to stop.
using Sink = std::function<bool(Row const& row)>;

// A request for a report: filters and clinic.
struct Question {
    Filter filter;
    clinic::Directory const& directory;
    Zone zone;
};

// A range of a report's rows, in its order.
struct Slice {
    std::int64_t skipped = 0;
    std::optional<std::int64_t> size = std::nullopt;  // all
};

struct Report {
    std::string_view path;         // of the page
    std::string_view export_path;  // of the export
    std::string_view name;         // of the file
    std::string_view message;
    std::string_view summary;
    validation::Spec input;
    std::span<Column const> (*columns)(Filter const& filter);
    // From the figures, so the time does not depend on the number of visits.
    std::int64_t (*count)(db::Transaction& transaction, Question const& question);
    // Has at most a few hundred rows in memory, however many it gives.
    void (*list
    )(db::Transaction& transaction, Question const& question, Slice slice, Sink const& sink);
};

// All reports of the program.
std::span<Report const* const> reports();

// The shape of jsonRow's result; columns that a filter requests may be absent.
http::Shape const& rowShape(Report const& report);
boost::json::object jsonRow(std::span<Column const> columns, Row const& row);

}  // namespace antrean::report
