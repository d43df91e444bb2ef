// What becomes of one row of the original: pure rules, without a database.
#pragma once

#include "laravel/Original.hpp"
#include "laravel/Values.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace antrean::laravel {

// Something in a row that this program cannot take as it is, and what was done about it.
struct Problem {
    std::string column;
    std::string value;  // empty where it may be personal
    std::string problem;
    std::string done;
};

struct CleanRow {
    std::vector<db::Cell> cells;  // in the order of the fields
    std::vector<Problem> problems;
    bool is_left_out = false;
};

// The id in messages: the first field of every table.
std::int64_t idOf(CleanRow const& row);

// Cleans rows of one table. `raw` has the values of the fields, empty where the column is NULL or
// does not exist; computed fields are empty. For one thread.
class RowCleaner {
public:
    // `has_column` says which fields the original has. `clock` must outlive this.
    RowCleaner(OriginalTable const& table, std::vector<bool> has_column, WallClock& clock);

    CleanRow clean(std::span<std::optional<std::string> const> raw);

private:
    void read(std::size_t place, std::optional<std::string> const& raw, CleanRow& row);
    std::optional<db::Cell> cellOf(Field const& field, std::string const& raw, CleanRow& row);
    void complete(std::span<std::optional<std::string> const> raw, CleanRow& row);
    void completeUser(CleanRow& row);
    void completeToken(CleanRow& row);
    void completeStatus(CleanRow& row);
    void completePatient(CleanRow& row);
    void completeReservation(std::span<std::optional<std::string> const> raw, CleanRow& row);
    void completeQueue(std::span<std::optional<std::string> const> raw, CleanRow& row);
    db::Cell& cell(CleanRow& row, std::string_view field);

    OriginalTable const& table_;
    std::vector<bool> const has_column_;
    WallClock& clock_;
};

}  // namespace antrean::laravel
