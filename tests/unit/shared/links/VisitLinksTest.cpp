#include "links/VisitLinks.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <set>
#include <string>

namespace antrean::links {
namespace {

VisitLinks const kLinks{"a secret", "https://klinik.example"};

constexpr std::string_view kDigits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

}  // namespace

TEST(VisitLinks, KnowsNoOtherText) {
    auto const code = kLinks.codeOf(42);
    for (std::string const& text :
         {std::string(),
          std::string("42"),
          std::string(22, 'A'),
          std::string(22, '\0'),
          std::string(22, '\xff'),
          code.substr(1),
          code + 'A',
          code + '=',
          ' ' + code.substr(1),
          code.substr(0, 21) + '+',
          code.substr(0, 21) + '/'})
        EXPECT_EQ(kLinks.idOf(text), std::nullopt) << text;
}

TEST(VisitLinks, ACodeHasOneSpelling) {
    auto const code = kLinks.codeOf(42);
    for (std::size_t at = 0; at < code.size(); ++at)
        for (char const digit : kDigits) {
            auto other = code;
            other[at] = digit;
            EXPECT_EQ(kLinks.idOf(other).has_value(), other == code) << other;
        }
}

TEST(VisitLinks, AnotherSecretKnowsNoneOfItsCodes) {
    VisitLinks const others{"another secret", ""};
    EXPECT_EQ(others.idOf(kLinks.codeOf(42)), std::nullopt);
}

TEST(VisitLinks, GivesNoIdThatNoReservationHas) {
    for (std::int64_t const id : {std::int64_t{0}, std::int64_t{-1}, std::int64_t{-42}})
        EXPECT_EQ(kLinks.idOf(kLinks.codeOf(id)), std::nullopt) << id;
}

TEST(VisitLinks, FindsEveryIdAgain) {
    std::set<std::string> codes;
    for (std::int64_t const id :
         {std::int64_t{1},
          std::int64_t{255},
          std::int64_t{256},
          std::int64_t{1'000'000'007},
          std::numeric_limits<std::int64_t>::max()}) {
        auto const code = kLinks.codeOf(id);
        EXPECT_EQ(code.size(), kCodeLetters);
        EXPECT_EQ(kLinks.idOf(code), id);
        codes.insert(code);
    }
    EXPECT_EQ(codes.size(), 5U);
}

// The links in messages that were sent must work after an update of the program.
TEST(VisitLinks, TheCodeOfAnIdStays) {
    EXPECT_EQ(kLinks.codeOf(42), "Muet09OnP5MLYyJxdzbfYw");
}

TEST(VisitLinks, AMessageHasALinkOnlyWithAPublicUrl) {
    EXPECT_EQ(kLinks.pathOf(42), "/a/" + kLinks.codeOf(42));
    EXPECT_EQ(kLinks.messageLinkOf(42), "https://klinik.example" + kLinks.pathOf(42));
    EXPECT_EQ(VisitLinks("a secret", "").messageLinkOf(42), "");
}

}  // namespace antrean::links
