#include "resource/Rows.hpp"

#include <gtest/gtest.h>

namespace antrean::resource {
namespace {

TEST(SearchPattern, FindsATextAnywhereWithoutCase) {
    EXPECT_EQ(pattern(std::nullopt), std::nullopt);
    EXPECT_EQ(pattern("Umum"), "%umum%");
    EXPECT_EQ(pattern("É"), "%é%");
}

TEST(SearchPattern, TakesSignsOfLikeAsTheyAre) {
    EXPECT_EQ(pattern("50%_\\"), "%50\\%\\_\\\\%");
}

TEST(Searched, IsTheTextOfSearchAndNothingElse) {
    EXPECT_EQ(searched({{"search", "a"}}), "a");
    EXPECT_EQ(searched({}), std::nullopt);
    EXPECT_EQ(searched({{"search", nullptr}}), std::nullopt);
    EXPECT_EQ(searched({{"search", {"a"}}}), std::nullopt);
    EXPECT_EQ(searched({{"search", 5}}), std::nullopt);
}

TEST(CastTo, MakesIntegersOfAllThatTheRuleLetsThrough) {
    EXPECT_EQ(castTo(db::Type::integer, "12"), 12);
    EXPECT_EQ(castTo(db::Type::integer, 12.0), 12);
    EXPECT_EQ(castTo(db::Type::integer, true), 1);
    EXPECT_EQ(castTo(db::Type::integer, nullptr), nullptr);
    EXPECT_EQ(castTo(db::Type::integer, " 12 "), 12);
    EXPECT_EQ(castTo(db::Type::integer, "+12"), 12);
    EXPECT_EQ(castTo(db::Type::text, "12"), "12");
}

}  // namespace
}  // namespace antrean::resource
