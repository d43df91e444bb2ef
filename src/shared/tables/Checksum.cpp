#include "tables/Checksum.hpp"

#include "base/Digest.hpp"

#include <fmt/format.h>

#include <iterator>

namespace antrean::tables {
namespace {

void appendValue(std::string& row, std::string_view value) {
    fmt::format_to(std::back_inserter(row), "{}:{}", value.size(), value);
}

std::uint64_t wordAt(digest::Sha256 const& hash, std::size_t first) {
    std::uint64_t word = 0;
    for (std::size_t i = first; i < first + sizeof word; ++i)
        word = word << 8U | hash[i];
    return word;
}

}  // namespace

void Checksum::add(std::span<db::Cell const> row, std::span<db::Column const> columns) {
    row_.clear();
    for (std::size_t i = 0; i < row.size(); ++i) {
        if (row[i].is_null)
            row_ += "-:";
        else if (columns[i].type == db::Type::integer)
            appendValue(row_, fmt::format_int(row[i].integer).c_str());
        else
            appendValue(row_, row[i].text);
    }
    auto const hash = digest::sha256(row_);
    auto const low = wordAt(hash, 8);
    sum_[1] += low;
    sum_[0] += wordAt(hash, 0) + (sum_[1] < low ? 1 : 0);
    ++rows_;
}

std::string Checksum::text() const {
    return fmt::format("{:016x}{:016x}", sum_[0], sum_[1]);
}

}  // namespace antrean::tables
