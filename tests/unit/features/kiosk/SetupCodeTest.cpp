#include "kiosk/SetupCode.hpp"

#include <gtest/gtest.h>

#include <string>

namespace antrean::kiosk {

TEST(SetupCode, IsTheSameHoweverItIsTyped) {
    auto const hash = hashOf("K7QW-3MHX-9TRD");
    EXPECT_EQ(hashOf("k7qw 3mhx 9trd"), hash);
    EXPECT_EQ(hashOf("K7QW3MHX9TRD"), hash);
    EXPECT_NE(hashOf("K7QW-3MHX-9TRE"), hash);
}

TEST(SetupCode, HasNoLettersThatLookAlike) {
    auto const code = newSetupCode();
    EXPECT_EQ(code.size(), 14U);
    EXPECT_EQ(code.find_first_of("01ILO"), std::string::npos);
    EXPECT_NE(code, newSetupCode());
}

}  // namespace antrean::kiosk
