#pragma once

#include "db/Transaction.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <string>

namespace antrean::tables {

// What a table holds, in a form that does not depend on the engine or on the order of the rows: how
// many rows there are, and the sum, modulo 2^128, of the first 16 bytes (big-endian) of each row's
// SHA-256. A row is hashed as one text: for each column, in the order of the table, the length of
// the value in bytes, a colon and the value; or a dash and a colon for NULL. Integers are decimal;
// dates and instants are the texts that the program stores.
class Checksum {
public:
    void add(std::span<db::Cell const> row, std::span<db::Column const> columns);

    std::int64_t rows() const { return rows_; }
    // 32 hex digits.
    std::string text() const;
    bool operator==(Checksum const& other) const {
        return rows_ == other.rows_ && sum_ == other.sum_;
    }

private:
    std::int64_t rows_ = 0;
    std::array<std::uint64_t, 2> sum_{};  // the upper and the lower half
    std::string row_;
};

}  // namespace antrean::tables
