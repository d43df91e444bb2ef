#include "whatsapp/Message.hpp"

#include <gtest/gtest.h>

namespace antrean::whatsapp {

TEST(ChatIdTest, RefusesWhatIsNoMobileNumber) {
    for (auto const* number : {
             "",
             "-",
             "budi",
             "0812abc4567",
             "08123",
             "0812345678901234",
             "021-5550123",
             "+62 21 5550123",
             "6221 5550123",
             "7123456789",
             "12345678901",
             "0",
             "+",
             "0812345678 0813456789",
             "0812xxxx7890",
             "٠٨١٢٣٤٥٦٧٨",
         })
        EXPECT_EQ(chatIdOf(number), std::nullopt) << number;
}

TEST(ChatIdTest, KnowsEveryWayToWriteANumber) {
    for (auto const* number : {
             "081234567890",
             "0812-3456-7890",
             " 0812 3456 7890 ",
             "(0812) 3456.7890",
             "+6281234567890",
             "+62 812-3456-7890",
             "+62 (0)812 3456 7890",
             "62 81234567890",
             "00 62 812 3456 7890",
             "81234567890",
             "081234567890 / 081398765432",
             "081234567890 (2)",
             "81234567890.0",
         })
        EXPECT_EQ(chatIdOf(number), "6281234567890@c.us") << number;
}

TEST(ChatIdTest, TakesTheShortestAndTheLongestNumber) {
    EXPECT_EQ(chatIdOf("081234567"), std::nullopt);
    EXPECT_EQ(chatIdOf("0812345678").value(), "62812345678@c.us");
    EXPECT_EQ(chatIdOf("0812345678901").value(), "62812345678901@c.us");
    EXPECT_EQ(chatIdOf("08123456789012"), std::nullopt);
}

TEST(ChatIdTest, AnotherCountrysNumberNeedsItsPrefix) {
    EXPECT_EQ(chatIdOf("+65 9123 4567"), "6591234567@c.us");
    EXPECT_EQ(chatIdOf("0065 9123 4567"), "6591234567@c.us");
    EXPECT_EQ(chatIdOf("+81 90 1234 5678"), "819012345678@c.us");
    EXPECT_EQ(chatIdOf("65 9123 4567"), std::nullopt);
    EXPECT_EQ(chatIdOf("+65 9123"), std::nullopt);
}

}  // namespace antrean::whatsapp
