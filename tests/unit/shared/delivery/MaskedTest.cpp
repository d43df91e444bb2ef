#include "delivery/Masked.hpp"

#include <gtest/gtest.h>

namespace antrean::delivery {

TEST(Masked, LeavesTheLastThreeDigitsOfLongNumbers) {
    EXPECT_EQ(masked("6281234567890@c.us"), "**********890@c.us");
    EXPECT_EQ(masked("081234567"), "******567");
    EXPECT_EQ(masked("a 0001234567890, b 628111222333"), "a **********890, b *********333");
}

TEST(Masked, LeavesEverythingElse) {
    EXPECT_EQ(masked(""), "");
    EXPECT_EQ(masked("reservation:12345678"), "reservation:12345678");
    EXPECT_EQ(
        masked("{\"current_queue\":\"12\",\"date\":\"2026-01-05\"}"),
        "{\"current_queue\":\"12\",\"date\":\"2026-01-05\"}"
    );
}

}  // namespace antrean::delivery
