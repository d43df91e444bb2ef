#include "kiosk/PatientRefs.hpp"

#include <gtest/gtest.h>

namespace antrean::kiosk {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

PatientRefs const kRefs{"a secret"};
constexpr Instant kNow{seconds(1'800'000'000)};

}  // namespace

TEST(PatientRefs, AreOfOneKiosk) {
    auto const reference = kRefs.issue(3, 42, kNow);
    EXPECT_EQ(kRefs.redeem(reference, 4, kNow), std::nullopt);
    EXPECT_EQ(kRefs.redeem(reference, 3, kNow), 42);
}

TEST(PatientRefs, EndAfterFiveMinutes) {
    auto const reference = kRefs.issue(3, 42, kNow);
    EXPECT_EQ(kRefs.redeem(reference, 3, kNow + minutes(5)), 42);
    EXPECT_EQ(kRefs.redeem(reference, 3, kNow + minutes(5) + seconds(1)), std::nullopt);
    EXPECT_EQ(kRefs.redeem(reference, 3, kNow - minutes(6)), std::nullopt);
}

TEST(PatientRefs, CannotBeMadeUp) {
    for (auto const* text : {"", "3 42 1800000000", "v1:", "v1:00"})
        EXPECT_EQ(kRefs.redeem(text, 3, kNow), std::nullopt);
    EXPECT_EQ(kRefs.redeem(PatientRefs("another").issue(3, 42, kNow), 3, kNow), std::nullopt);
}

}  // namespace antrean::kiosk
