// Reads comma-separated values (RFC 4180) as a stream: fields may be quoted, a quote inside is
// doubled, rows end with LF or CR LF. A UTF-8 byte order mark and rows without a value are skipped.
// The separator is the one that the header has: a comma, a semicolon (Excel in Indonesia) or a tab.
// NULL and \N without quotes, as databases export them, are no value.
#pragma once

#include "base/Result.hpp"

#include <cstddef>
#include <cstdint>
#include <istream>
#include <optional>
#include <string>
#include <vector>

namespace antrean::lab {

class CsvReader {
public:
    using Row = std::vector<std::optional<std::string>>;

    static constexpr std::size_t kFieldBytesMax = 64 * 1024;
    static constexpr std::size_t kFieldsMax = 256;

    // `input` must outlive this object.
    explicit CsvReader(std::istream& input);

    // Reads the next row into `fields`; a field that is empty, NULL or \N has no value. False at
    // the end. Errors
    // (invalid text) say what is wrong; row() says where.
    Result<bool> next(Row& fields);
    // The number of the last row that was read, as a spreadsheet counts: the header is row 1.
    std::int64_t row() const { return row_; }
    char separator() const { return separator_; }

private:
    static constexpr int kEnd = -1;

    int peek();
    void findSeparator();
    Result<void> readFields(Row& fields);
    void skip() { ++at_; }
    bool isAtLineEnd();
    void skipLineEnd();
    Result<void> readField(std::string& field);
    Result<void> readQuoted(std::string& field);

    std::istream& input_;
    std::string buffer_;
    std::size_t at_ = 0;
    std::int64_t row_ = 0;
    char separator_ = ',';
};

}  // namespace antrean::lab
