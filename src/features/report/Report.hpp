// A report is defined once: which filters it takes, its columns, and where its rows come from. A
// page of JSON is some of the rows, an export all of them, in the same order.
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
    decimals,  // with two
};

struct Column {
    std::string_view key;  // in JSON, and the heading of an export
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
// Gets each row in turn and may keep nothing of it; false: no more, please.
using Sink = std::function<bool(Row const& row)>;

// Who asks for what, in which clinic.
struct Question {
    Filter filter;
    clinic::Directory const& directory;
    Zone zone;
};

// Some rows of a report, counted in its order.
struct Slice {
    std::int64_t skipped = 0;
    std::optional<std::int64_t> size = std::nullopt;  // all
};

struct Report {
    std::string_view path;         // of the page
    std::string_view export_path;  // of the same as a file
    std::string_view name;         // of the file
    std::string_view message;
    std::string_view summary;
    validation::Spec input;
    std::span<Column const> (*columns)(Filter const& filter);
    // From the figures: takes no longer when there are more visits.
    std::int64_t (*count)(db::Transaction& transaction, Question const& question);
    // Holds a few hundred rows in memory at most, however many it gives.
    void (*list
    )(db::Transaction& transaction, Question const& question, Slice slice, Sink const& sink);
};

// All of the program's.
std::span<Report const* const> reports();

// What jsonRow makes of the columns: those that a filter asks for may be absent.
http::Shape const& rowShape(Report const& report);
boost::json::object jsonRow(std::span<Column const> columns, Row const& row);

}  // namespace antrean::report
