#include "http/HttpDate.hpp"

#include <gtest/gtest.h>

namespace antrean::http {
namespace {

constexpr std::time_t kInstant = 784'111'777;  // the RFC's own example

TEST(HttpDate, ReadsTheThreeFormsOfTheRfc) {
    EXPECT_EQ(readHttpDate("Sun, 06 Nov 1994 08:49:37 GMT"), kInstant);
    EXPECT_EQ(readHttpDate("Sunday, 06-Nov-94 08:49:37 GMT"), kInstant);
    EXPECT_EQ(readHttpDate("Sun Nov  6 08:49:37 1994"), kInstant);
}

TEST(HttpDate, RefusesEverythingElse) {
    for (auto const* text :
         {"", "yesterday", "1994-11-06", "Sun, 06 Nov 1994 08:49:37 GMT ", "06 Nov 1994 08:49:37"})
        EXPECT_FALSE(readHttpDate(text)) << text;
    EXPECT_FALSE(readHttpDate(std::string_view("Sun, 06 Nov 1994 08:49:37 GMT\0", 30)));
}

TEST(HttpDate, WritesTheFirstForm) {
    EXPECT_EQ(httpDate(kInstant), "Sun, 06 Nov 1994 08:49:37 GMT");
}

}  // namespace
}  // namespace antrean::http
