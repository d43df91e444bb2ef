#include "server/BasePath.hpp"

#include <gtest/gtest.h>

namespace antrean::server {
namespace {

TEST(BasePath, IsAPathOfPlainLetters) {
    for (auto const* text :
         {"",
          "/",
          "antrean",
          "//",
          "//antrean",
          "/a//b",
          "/a b",
          "/a?b",
          "/a%20",
          "/..",
          "/a/../b",
          "/\"",
          "/antre\u00e1n"})
        EXPECT_FALSE(isBasePath(text)) << text;
    EXPECT_FALSE(isBasePath("/" + std::string(200, 'a')));
    for (auto const* text : {"/antrean", "/antrean/", "/klinik/antrean-2.0", "/~budi", "/A_b"})
        EXPECT_TRUE(isBasePath(text)) << text;
}

TEST(BasePath, IsTakenOffPathsBelowIt) {
    EXPECT_EQ(withoutBase("/antrean/api/poly", "/antrean"), "/api/poly");
    EXPECT_EQ(withoutBase("/antrean", "/antrean"), "/");
    EXPECT_EQ(withoutBase("/a/b/api", "/a/b"), "/api");
    EXPECT_EQ(withoutBase("/antrean//api", "/antrean"), "/api");
    EXPECT_EQ(withoutBase("/antrean/antrean", "/antrean"), "/antrean") << "once";
}

TEST(BasePath, LeavesOtherPathsAlone) {
    for (auto const* path : {"/", "/api/poly", "/antreanx/api", "/api/antrean/x", "/Antrean/api"})
        EXPECT_EQ(withoutBase(path, "/antrean"), path);
    EXPECT_EQ(withoutBase("/api/poly", ""), "/api/poly");
}

TEST(BasePath, IsInLinksOnce) {
    EXPECT_EQ(withBase("https://klinik.example", "/antrean"), "https://klinik.example/antrean");
    EXPECT_EQ(
        withBase("https://klinik.example/antrean", "/antrean"), "https://klinik.example/antrean"
    );
    EXPECT_EQ(withBase("https://klinik.example", ""), "https://klinik.example");
}

}  // namespace
}  // namespace antrean::server
