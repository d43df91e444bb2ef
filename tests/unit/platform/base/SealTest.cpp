#include "base/Seal.hpp"

#include <gtest/gtest.h>

namespace antrean {

TEST(SealTest, OpensWhatItClosed) {
    Seal const seal("kunci");
    for (auto const* text : {"", "k", "rahasia-123", "\xF0\x9F\x94\x91 kunci"})
        EXPECT_EQ(seal.open(seal.close(text)), text);
}

TEST(SealTest, ShowsNothingOfTheSecret) {
    Seal const seal("kunci");
    auto const sealed = seal.close("rahasia-123");
    EXPECT_EQ(sealed.find("rahasia"), std::string::npos);
    EXPECT_NE(sealed, seal.close("rahasia-123"));
}

TEST(SealTest, OpensNothingElse) {
    Seal const seal("kunci");
    auto const sealed = seal.close("rahasia-123");
    EXPECT_EQ(Seal("kunci lain").open(sealed), std::nullopt);
    EXPECT_EQ(seal.open(""), std::nullopt);
    EXPECT_EQ(seal.open("v1:"), std::nullopt);
    EXPECT_EQ(seal.open("rahasia-123"), std::nullopt);
    EXPECT_EQ(seal.open(sealed.substr(0, sealed.size() - 2)), std::nullopt);
    EXPECT_EQ(seal.open(sealed.substr(0, sealed.size() - 1)), std::nullopt);
    for (std::size_t at = 3; at < sealed.size(); ++at) {
        auto changed = sealed;
        changed[at] = changed[at] == 'a' ? 'b' : 'a';
        EXPECT_EQ(seal.open(changed), std::nullopt) << at;
    }
}

}  // namespace antrean
