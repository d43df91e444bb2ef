#include "base/Digest.hpp"
#include "base/Random.hpp"

#include <gtest/gtest.h>

namespace antrean::digest {
namespace {

TEST(DigestTest, Sha256IsLowerCaseHex) {
    EXPECT_EQ(sha256Hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

// The two tokens in the API document end with the CRC of their first 40 characters.
TEST(DigestTest, CrcIsTheOneInTheOriginalsTokens) {
    EXPECT_EQ(crc32Hex("k0kvQnAOsnKj8K87cAX12Dnv87cVCT1PcLsII76G"), "0f6f8e5e");
    EXPECT_EQ(crc32Hex("CCQDc0cP5RDbgx3yOeAleNMNzjbXKyGdsgRlYqxw"), "4d4c0a36");
}

TEST(DigestTest, BcryptIsReadableByTheOriginal) {
    auto const hash = bcrypt("admin123", 4);
    EXPECT_EQ(hash.size(), 60U);
    EXPECT_TRUE(hash.starts_with("$2y$04$"));
    EXPECT_EQ(bcryptRounds(hash), 4);
    EXPECT_TRUE(bcryptMatches("admin123", hash));
    EXPECT_FALSE(bcryptMatches("admin124", hash));
    EXPECT_NE(bcrypt("admin123", 4), hash);
}

TEST(DigestTest, ReadsNoMoreOfALongPasswordThanBcryptDoes) {
    std::string const start(72, 'x');
    auto const hash = bcrypt(start + std::string(5'000, 'y'), 4);
    EXPECT_TRUE(bcryptMatches(start, hash));
    EXPECT_TRUE(bcryptMatches(start + std::string(600, 'z'), hash));
    EXPECT_FALSE(bcryptMatches(start.substr(1), hash));
}

TEST(DigestTest, AcceptsHashesOfOtherWriters) {
    auto hash = bcrypt("rahasia", 4);
    hash.replace(0, 4, "$2b$");
    EXPECT_TRUE(bcryptMatches("rahasia", hash));
    hash.replace(0, 4, "$2a$");
    EXPECT_TRUE(bcryptMatches("rahasia", hash));
}

TEST(DigestTest, WhatIsNoBcryptHashMatchesNothing) {
    for (std::string const hash : {"", "admin123", "$1$abc$def", "$2y$12$short"}) {
        EXPECT_EQ(bcryptRounds(hash), 0) << hash;
        EXPECT_FALSE(bcryptMatches("admin123", hash)) << hash;
        EXPECT_FALSE(bcryptMatches("", hash)) << hash;
    }
}

TEST(DigestTest, ComparesWholeTexts) {
    EXPECT_TRUE(equalInConstantTime("abc", "abc"));
    EXPECT_FALSE(equalInConstantTime("abc", "abd"));
    EXPECT_FALSE(equalInConstantTime("abc", "ab"));
    EXPECT_TRUE(equalInConstantTime("", ""));
}

TEST(RandomTest, LettersAreLettersAndDiffer) {
    auto const text = randomLetters(40);
    EXPECT_EQ(text.size(), 40U);
    for (char const letter : text)
        EXPECT_TRUE(std::isalnum(static_cast<unsigned char>(letter))) << letter;
    EXPECT_NE(randomLetters(40), text);
}

}  // namespace
}  // namespace antrean::digest
