#include "base/Throttle.hpp"

#include <gtest/gtest.h>

#include <string>

namespace antrean {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr Throttle::Time kStart{seconds(1'000)};

}  // namespace

TEST(Throttle, RefusesMoreThanItsLimitUntilTheMinuteIsOver) {
    Throttle throttle(2);
    EXPECT_EQ(throttle.count("a", kStart), std::nullopt);
    EXPECT_EQ(throttle.count("a", kStart + seconds(20)), std::nullopt);
    EXPECT_EQ(throttle.count("a", kStart + seconds(20)), 40);
    EXPECT_EQ(throttle.count("a", kStart + milliseconds(59'999)), 1);
    EXPECT_EQ(throttle.count("a", kStart + seconds(60)), std::nullopt);
    EXPECT_EQ(throttle.count("a", kStart + seconds(60)), std::nullopt);
    EXPECT_EQ(throttle.count("a", kStart + seconds(60)), 60);
}

TEST(Throttle, CountsEachKeyByItself) {
    Throttle throttle(1);
    EXPECT_EQ(throttle.count("a", kStart), std::nullopt);
    EXPECT_EQ(throttle.count("b", kStart), std::nullopt);
    EXPECT_EQ(throttle.count("a", kStart), 60);
}

TEST(Throttle, ForgetsKeysWhoseMinuteIsOverBeforeOthers) {
    Throttle throttle(1, 2);
    EXPECT_EQ(throttle.count("old", kStart), std::nullopt);
    EXPECT_EQ(throttle.count("young", kStart + seconds(30)), std::nullopt);
    EXPECT_EQ(throttle.count("new", kStart + seconds(61)), std::nullopt);
    EXPECT_EQ(throttle.count("young", kStart + seconds(61)), 29);
}

TEST(Throttle, AFloodOfKeysIsForgottenWhole) {
    Throttle throttle(1, 2);
    for (auto const* key : {"a", "b", "c"})
        EXPECT_EQ(throttle.count(key, kStart), std::nullopt);
    EXPECT_EQ(throttle.count("a", kStart), std::nullopt);
}

}  // namespace antrean
