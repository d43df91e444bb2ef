#include "db/StatementText.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace antrean::db {

namespace {

using Names = std::vector<std::string>;

StatementVariant whole(std::string_view text) {
    return StatementText(text).variant(~std::uint64_t{0});
}

constexpr std::string_view kList = R"(SELECT id FROM queues
WHERE true
AND poly_id = :poly_id --? poly_id
AND date = :date --? date
ORDER BY id)";

}  // namespace

TEST(StatementTextTest, MoreThan64OptionalParametersAreRefused) {
    std::string text;
    for (int i = 0; i < 65; ++i)
        text += "AND a --? name" + std::to_string(i) + "\n";
    EXPECT_THROW(StatementText{text}, std::logic_error);
}

TEST(StatementTextTest, OptionalLinesAreInOnlyWhenAsked) {
    StatementText const text(kList);
    ASSERT_EQ(text.optionalNames().size(), 2U);
    EXPECT_EQ(text.variant(0).sql, "SELECT id FROM queues\nWHERE true\nORDER BY id\n");
    EXPECT_EQ(text.variant(0).parameters, Names{});
    EXPECT_EQ(
        text.variant(0b10).sql,
        "SELECT id FROM queues\nWHERE true\nAND date = :date \nORDER BY id\n"
    );
    EXPECT_EQ(text.variant(0b10).parameters, Names{"date"});
    EXPECT_EQ(text.variant(0b11).parameters, (Names{"poly_id", "date"}));
}

TEST(StatementTextTest, ArgumentsAskForLinesInWhateverOrderTheyCame) {
    StatementText text(kList);
    auto const maskOf = [&text](std::vector<Arg> const& args) { return text.maskOf(args); };
    auto const poly = text.optionalNames().front() == "poly_id" ? 0b01U : 0b10U;
    auto const date = 0b11U - poly;
    for (int round = 0; round < 2; ++round) {
        EXPECT_EQ(maskOf({{"poly_id", 1}, {"date", "2029-01-01"}}), 0b11U);
        EXPECT_EQ(maskOf({{"poly_id", nullptr}, {"date", "2029-01-01"}}), date);
        EXPECT_EQ(maskOf({{"date", "2029-01-01"}, {"poly_id", 1}}), 0b11U);
        EXPECT_EQ(maskOf({{"date", nullptr}, {"poly_id", 1}}), poly);
        EXPECT_EQ(maskOf({{"size", 1}, {"date", "2029-01-01"}}), date);
        EXPECT_EQ(maskOf({{"size", 1}, {"poly_id", 1}}), poly);
        EXPECT_EQ(maskOf({}), 0U);
    }
}

TEST(StatementTextTest, SeveralLinesMayWaitForOneParameter) {
    StatementText const text("a\nJOIN b --? q\nAND c LIKE :q OR d LIKE :q --? q\n");
    EXPECT_EQ(text.optionalNames().size(), 1U);
    EXPECT_EQ(text.variant(0).sql, "a\n");
    EXPECT_EQ(text.variant(1).parameters, Names{"q"});
}

TEST(StatementTextTest, AStreamIsMarkedByALineOfItsOwn) {
    EXPECT_TRUE(StatementText("SELECT 1\n  --! stream \n").isStreamed());
    EXPECT_FALSE(StatementText("SELECT 1 --! stream\n").isStreamed());
    EXPECT_EQ(StatementText("--! stream\nSELECT 1").variant(0).sql, "SELECT 1\n");
}

TEST(StatementTextTest, QuotedColonsAndCastsAreNoParameters) {
    EXPECT_EQ(whole("SELECT 'a:b', \"c:d\", :x::bigint, 'it''s :y'").parameters, Names{"x"});
    EXPECT_EQ(whole("SELECT $$a :b$$, $tag$ :c $$ $tag$, :d").parameters, Names{"d"});
    EXPECT_EQ(whole("SELECT a[1:2], b$1, :e").parameters, Names{"e"});
}

TEST(StatementTextTest, CommentsAreLeftOut) {
    auto const variant = whole("SELECT 1 -- not :a\n/* nor :b */, :c");
    EXPECT_EQ(variant.parameters, Names{"c"});
    EXPECT_EQ(variant.sql, "SELECT 1 \n , :c\n");
}

TEST(StatementTextTest, AParameterIsNamedOnceHoweverOftenItOccurs) {
    EXPECT_EQ(whole(":b :a :b").parameters, (Names{"b", "a"}));
}

TEST(StatementTextTest, UnendedQuotesAndCommentsReachTheEnd) {
    EXPECT_EQ(whole("SELECT 'open :a").parameters, Names{});
    EXPECT_EQ(whole("SELECT 1 /* open :a").parameters, Names{});
    EXPECT_EQ(whole("SELECT $$ open :a").parameters, Names{});
    EXPECT_EQ(whole(":").sql, ":\n");
}

}  // namespace antrean::db
