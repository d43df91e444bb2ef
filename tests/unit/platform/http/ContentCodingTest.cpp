#include "http/ContentCoding.hpp"

#include <gtest/gtest.h>

#include <string>

namespace antrean::http {
namespace {

constexpr Codings kBoth{.gzip = true, .brotli = true};

std::string chosen(std::string_view accepted, Codings available = kBoth) {
    auto const coding = preferredCoding(accepted, available);
    return coding == ContentCoding::identity ? "identity" : std::string(name(coding));
}

TEST(ContentCoding, IsIdentityWhenTheClientNamesNoFormThatThereIs) {
    for (auto const* accepted :
         {"", " ", ",", "deflate", "identity", "gzipped", "br2", "q=1", ";q=1"})
        EXPECT_EQ(chosen(accepted), "identity") << accepted;
    EXPECT_EQ(chosen("br, gzip", {}), "identity");
    EXPECT_EQ(chosen("br", {.gzip = true}), "identity");
}

TEST(ContentCoding, IsTheSmallestOfThoseWithTheSameWeight) {
    EXPECT_EQ(chosen("gzip, deflate, br"), "br");
    EXPECT_EQ(chosen("gzip;q=0.5,br;q=0.5"), "br");
    EXPECT_EQ(chosen("gzip, br", {.gzip = true}), "gzip");
    EXPECT_EQ(chosen("identity, gzip"), "gzip");
    EXPECT_EQ(chosen("*"), "br");
    EXPECT_EQ(chosen("GZIP"), "gzip");
    EXPECT_EQ(chosen("x-gzip"), "gzip");
}

TEST(ContentCoding, HasTheHighestWeight) {
    EXPECT_EQ(chosen("br;q=0.1, gzip;q=0.2"), "gzip");
    EXPECT_EQ(chosen("br;q=0.1, *;q=0.2"), "gzip");
    EXPECT_EQ(chosen("br ; q=0.999 , gzip;q=1.000"), "gzip");
    EXPECT_EQ(chosen("identity;q=0.9, br;q=0.8"), "identity");
    EXPECT_EQ(chosen("gzip;level=1;q=0.3, br;q=0.2"), "gzip");
}

TEST(ContentCoding, IsNotOneThatTheClientRefuses) {
    EXPECT_EQ(chosen("br;q=0, gzip"), "gzip");
    EXPECT_EQ(chosen("br;q=0.000, gzip;q=0"), "identity");
    EXPECT_EQ(chosen("gzip;q=0, *"), "br");
    EXPECT_EQ(chosen("br;q=0, gzip;q=0, identity;q=0"), "identity") << "an answer, not none";
}

TEST(ContentCoding, IsNotOneWithAMalformedWeight) {
    for (auto const* weight : {"", "x", "2", "-1", "0,5", ".5", "0.1234", "0.x", "1e0"})
        EXPECT_EQ(chosen(std::string("br;q=") + weight), "identity") << weight;
    EXPECT_EQ(chosen("br;q=1.5"), "br") << "the highest there is";
    EXPECT_EQ(chosen("br;q=0."), "identity");
    EXPECT_EQ(chosen("br;q=1."), "br");
}

}  // namespace
}  // namespace antrean::http
