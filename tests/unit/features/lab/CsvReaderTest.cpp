#include "lab/CsvReader.hpp"

#include <gtest/gtest.h>

#include <sstream>

namespace antrean::lab {
namespace {

// The rows as "1: a|b|-", where "-" is an empty field, and the end or error of the reading.
std::vector<std::string> readAll(std::string const& text) {
    std::istringstream input(text);
    CsvReader reader(input);
    std::vector<std::string> rows;
    CsvReader::Row row;
    for (;;) {
        auto const has_row = reader.next(row);
        auto line = std::to_string(reader.row()) + ":";
        if (!has_row) {
            rows.push_back(line + " " + has_row.error().message);
            return rows;
        }
        if (!*has_row)
            return rows;
        for (auto const& field : row)
            line += "|" + field.value_or("-");
        rows.push_back(line);
    }
}

using Rows = std::vector<std::string>;

TEST(CsvReader, SaysWhatIsWrongWithARow) {
    EXPECT_EQ(readAll("a\n\"b"), (Rows{"1:|a", "2: has a quote that is never closed"}));
    EXPECT_EQ(readAll("\"a\"b"), (Rows{"1: has text after a closing quote"}));
    EXPECT_EQ(readAll("a\xff"), (Rows{"1: is not UTF-8"}));
    EXPECT_EQ(readAll(std::string("a\0", 2)), (Rows{"1: has a NUL character"}));
    EXPECT_EQ(
        readAll(std::string(CsvReader::kFieldBytesMax + 1, 'a')),
        (Rows{"1: has a field that is too long"})
    );
    EXPECT_EQ(
        readAll("\"" + std::string(CsvReader::kFieldBytesMax + 1, '\n') + "\""),
        (Rows{"1: has a field that is too long"})
    );
    EXPECT_EQ(readAll(std::string(CsvReader::kFieldsMax, ',')), (Rows{"1: has too many fields"}));
}

TEST(CsvReader, ReadsRowsToTheEnd) {
    EXPECT_EQ(readAll(""), Rows{});
    EXPECT_EQ(readAll("\xEF\xBB\xBF"), Rows{});
    EXPECT_EQ(readAll("a"), Rows{"1:|a"});
    EXPECT_EQ(readAll("a,b\nc,d\n"), (Rows{"1:|a|b", "2:|c|d"}));
    EXPECT_EQ(
        readAll("\xEF\xBB\xBF"
                "a,b\r\nc,d\r\n"),
        (Rows{"1:|a|b", "2:|c|d"})
    );
    EXPECT_EQ(readAll("a\n\n\r\nb"), (Rows{"1:|a", "4:|b"}));
    EXPECT_EQ(readAll("\"\",b,"), (Rows{"1:|-|b|-"}));
}

TEST(CsvReader, SkipsRowsOfSeparatorsOnly) {
    EXPECT_EQ(readAll("a,b\n,\n\"\",\nc,d\n,"), (Rows{"1:|a|b", "4:|c|d"}));
}

TEST(CsvReader, TakesTheSeparatorOfTheHeader) {
    EXPECT_EQ(readAll("a;b\n1,5;x\n;\n"), (Rows{"1:|a|b", "2:|1,5|x"}));
    EXPECT_EQ(readAll("a\tb\n1;2\tx"), (Rows{"1:|a|b", "2:|1;2|x"}));
    EXPECT_EQ(readAll("\"a;\",b\nc,d"), (Rows{"1:|a;|b", "2:|c|d"}));
    EXPECT_EQ(readAll("\na\nb;c"), (Rows{"2:|a", "3:|b;c"}));
}

TEST(CsvReader, NullIsNoValueUnlessItIsQuoted) {
    EXPECT_EQ(readAll("a,NULL,\\N,\"NULL\",\"\\N\",null"), Rows{"1:|a|-|-|NULL|\\N|null"});
}

TEST(CsvReader, ReadsWhatIsQuoted) {
    EXPECT_EQ(readAll("\"a,b\",\"c\"\"d\""), Rows{"1:|a,b|c\"d"});
    EXPECT_EQ(readAll("\"a\r\nb\"\nc"), (Rows{"1:|a\r\nb", "2:|c"}));
    EXPECT_EQ(readAll("\"\"\"\""), Rows{"1:|\""});
    EXPECT_EQ(readAll("5\" \"x\""), Rows{"1:|5\" \"x\""});
}

TEST(CsvReader, GoesOnWhereItsBufferEnds) {
    std::string const long_field(60'000, 'x');
    EXPECT_EQ(
        readAll(long_field + ",\"" + long_field + "\"\"\"\r\n" + long_field),
        (Rows{"1:|" + long_field + "|" + long_field + "\"", "2:|" + long_field})
    );
}

}  // namespace
}  // namespace antrean::lab
