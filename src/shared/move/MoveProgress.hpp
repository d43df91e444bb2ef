#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace antrean::move {

// Gets a line for the operator.
using Report = std::function<void(std::string const& line)>;

// 1234567 -> "1,234,567".
std::string grouped(std::int64_t number);
// "12 s", "3 min 20 s", "2 h 5 min".
std::string duration(std::chrono::seconds time);

// Says every few seconds how far the rows of a command are.
class MoveProgress {
public:
    using Time = std::chrono::steady_clock::time_point;

    // `total` rows of all tables, of which `before` were moved by an earlier run.
    MoveProgress(std::int64_t total, std::int64_t before, Time now);

    void startTable(std::string name, std::int64_t total, std::int64_t before);
    void add(std::int64_t rows);
    // The line that is due: "reservations: 300,000 of 1,000,000 rows, 51,000 rows/s, 25 s left".
    std::optional<std::string> dueLine(Time now);

private:
    std::string line(Time now) const;

    std::int64_t total_;
    std::int64_t before_;
    std::int64_t moved_ = 0;  // by this run
    Time began_;
    Time last_line_;
    std::string table_;
    std::int64_t table_total_ = 0;
    std::int64_t table_moved_ = 0;
};

}  // namespace antrean::move
