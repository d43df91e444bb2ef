#include "validation/Values.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>
#include <gtest/gtest.h>

#include <limits>

namespace antrean::validation {
namespace {

using boost::json::value;

TEST(ValuesTest, ReadsIntegersLikeTheOriginal) {
    for (value const& broken :
         {value("01"),
          value("1.0"),
          value("1e3"),
          value(1.5),
          value(false),
          value("0x1A"),
          value("9223372036854775808"),
          value("-9223372036854775809"),
          value(""),
          value(" "),
          value("+"),
          value("--1"),
          value("1 2"),
          value("1\f"),
          value(1e18),
          value(nullptr),
          value(std::numeric_limits<std::uint64_t>::max()),
          value("\u0661"),
          value(boost::json::array{1}),
          value(boost::json::object{})})
        EXPECT_FALSE(integerOf(broken)) << broken.kind();
    EXPECT_EQ(integerOf(value(7)), 7);
    EXPECT_EQ(integerOf(value(1.0)), 1);
    EXPECT_EQ(integerOf(value(true)), 1);
    for (auto const* one : {"1", " 1 ", "1\n", "+1", "\t1", "1\v"})
        EXPECT_EQ(integerOf(value(one)), 1) << one;
    EXPECT_EQ(integerOf(value("-1")), -1);
    EXPECT_EQ(integerOf(value("-0")), 0);
    EXPECT_EQ(integerOf(value("9223372036854775807")), INT64_MAX);
    EXPECT_EQ(integerOf(value("-9223372036854775808")), INT64_MIN);
}

TEST(ValuesTest, ReadsNumbersLikeTheOriginal) {
    for (value const& broken :
         {value("."),
          value("1e"),
          value("1e+"),
          value("0x1A"),
          value("1,5"),
          value("1_0"),
          value("- 1"),
          value(true),
          value(nullptr),
          value(""),
          value("NaN"),
          value("inf"),
          value("1e999"),
          value(std::numeric_limits<double>::infinity()),
          value(boost::json::array{})})
        EXPECT_FALSE(numberOf(broken));
    EXPECT_EQ(numberOf(value("1e3")), 1000);
    EXPECT_EQ(numberOf(value(".5")), 0.5);
    EXPECT_EQ(numberOf(value("5.")), 5);
    EXPECT_EQ(numberOf(value(" +1.5\f")), 1.5);
    EXPECT_EQ(numberOf(value("01")), 1);
    EXPECT_EQ(numberOf(value(std::uint64_t{1} << 63U)), 9223372036854775808.0);
}

TEST(ValuesTest, ReadsBooleansLikeTheOriginal) {
    for (value const& yes : {value(true), value(1), value("1")})
        EXPECT_EQ(booleanOf(yes), true);
    for (value const& no : {value(false), value(0), value("0")})
        EXPECT_EQ(booleanOf(no), false);
    for (value const& broken :
         {value("true"),
          value("false"),
          value("on"),
          value("yes"),
          value(2),
          value(1.0),
          value(""),
          value(nullptr),
          value(boost::json::array{})})
        EXPECT_FALSE(booleanOf(broken));
}

TEST(ValuesTest, WritesScalarsAsText) {
    EXPECT_EQ(scalarText(value("a")), "a");
    EXPECT_EQ(scalarText(value(-5)), "-5");
    EXPECT_EQ(scalarText(value(20251230.0)), "20251230");
    EXPECT_EQ(scalarText(value(1.5)), "1.5");
    EXPECT_EQ(scalarText(value(true)), "1");
    EXPECT_EQ(scalarText(value(false)), "");
    EXPECT_FALSE(scalarText(value(nullptr)));
    EXPECT_FALSE(scalarText(value(boost::json::array{})));
}

TEST(ValuesTest, KnowsTextThatCanBeStored) {
    EXPECT_TRUE(isText(value("é")));
    EXPECT_FALSE(isText(value(boost::json::string_view("a\0b", 3))));
    EXPECT_FALSE(isText(value("\xff")));
    EXPECT_FALSE(isText(value(1)));
}

}  // namespace
}  // namespace antrean::validation
