#include "auth/LoginThrottle.hpp"

#include <gtest/gtest.h>

#include <string>

namespace antrean::auth {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

using Time = LoginThrottle::Time;

constexpr Time kStart{seconds(1'000)};

void fail(LoginThrottle& throttle, int times, Time now, std::string const& name = "nandar") {
    for (int attempt = 0; attempt < times; ++attempt)
        throttle.failed(name, "192.0.2.1", now);
}

std::optional<int> wait(LoginThrottle& throttle, Time now, std::string const& name = "nandar") {
    return throttle.secondsToWait(name, "192.0.2.1", now);
}

TEST(LoginThrottle, LetsAnUnknownNameTry) {
    LoginThrottle throttle;
    EXPECT_EQ(wait(throttle, kStart), std::nullopt);
}

TEST(LoginThrottle, MakesWaitAfterFiveFailures) {
    LoginThrottle throttle;
    fail(throttle, 4, kStart);
    EXPECT_EQ(wait(throttle, kStart), std::nullopt);
    fail(throttle, 1, kStart);
    EXPECT_EQ(wait(throttle, kStart), 60);
}

TEST(LoginThrottle, CountsTheMinuteFromTheFirstFailure) {
    LoginThrottle throttle;
    fail(throttle, 1, kStart);
    fail(throttle, 4, kStart + seconds(20));
    EXPECT_EQ(wait(throttle, kStart + seconds(20)), 40);
    EXPECT_EQ(wait(throttle, kStart + seconds(59)), 1);
    EXPECT_EQ(wait(throttle, kStart + seconds(60)), std::nullopt);
}

// What one process sends, another one takes.
TEST(LoginThrottle, CountsWithThoseOfTheOtherProcesses) {
    LoginThrottle here;
    LoginThrottle there;
    for (int attempt = 0; attempt < 4; ++attempt)
        there.onNotice(here.failed("nandar", "192.0.2.1", kStart), kStart);
    EXPECT_EQ(wait(there, kStart), std::nullopt);
    fail(there, 1, kStart);
    EXPECT_EQ(wait(there, kStart), 60);
    EXPECT_EQ(wait(here, kStart), std::nullopt);
    auto const forgotten = here.succeeded("nandar", "192.0.2.1");
    ASSERT_TRUE(forgotten);
    there.onNotice(*forgotten, kStart);
    EXPECT_EQ(wait(there, kStart), std::nullopt);
}

TEST(LoginThrottle, CountsAnAddressWithTheOtherProcesses) {
    LoginThrottle here({.of_address = 3});
    LoginThrottle there({.of_address = 3});
    for (auto const* name : {"a", "b", "c"})
        there.onNotice(here.failed(name, "192.0.2.1", kStart), kStart);
    EXPECT_EQ(wait(there, kStart, "d"), 60);
    EXPECT_EQ(there.secondsToWait("d", "192.0.2.2", kStart), std::nullopt);
}

TEST(LoginThrottle, CountsAnAccountOverAnHourFromAllAddresses) {
    LoginThrottle throttle({.of_account = 3});
    for (auto const* address : {"192.0.2.1", "192.0.2.2", "192.0.2.3"}) {
        EXPECT_EQ(throttle.secondsOfAccount("nandar", kStart), std::nullopt);
        throttle.failed("nandar", address, kStart);
    }
    EXPECT_EQ(throttle.secondsOfAccount("Nandar", kStart + seconds(600)), 3'000);
    EXPECT_EQ(throttle.secondsOfAccount("andi", kStart), std::nullopt);
    EXPECT_EQ(wait(throttle, kStart), std::nullopt) << "the address itself has guessed once";
    EXPECT_EQ(throttle.secondsOfAccount("nandar", kStart + seconds(3'600)), std::nullopt);
}

TEST(LoginThrottle, APatientGuesserWaitsForTheEndOfTheHour) {
    LoginThrottle throttle({.of_account = 7});
    fail(throttle, 4, kStart);
    fail(throttle, 3, kStart + seconds(100));
    EXPECT_EQ(wait(throttle, kStart + seconds(600)), 3'000);
    EXPECT_EQ(throttle.secondsToWait("nandar", "192.0.2.2", kStart), std::nullopt);
    throttle.succeeded("nandar", "192.0.2.1");
    EXPECT_EQ(wait(throttle, kStart + seconds(600)), std::nullopt);
}

TEST(LoginThrottle, CountsAnAccountWithTheOtherProcesses) {
    LoginThrottle here({.of_account = 2});
    LoginThrottle there({.of_account = 2});
    for (auto const* address : {"192.0.2.1", "2001:db8::"})
        there.onNotice(here.failed("nandar", address, kStart), kStart);
    EXPECT_EQ(there.secondsOfAccount("nandar", kStart), 3'600);
    EXPECT_EQ(there.secondsOfAccount("andi", kStart), std::nullopt);
}

TEST(LoginThrottle, ASuccessDoesNotFreeAnAccountThatIsGuessedAt) {
    LoginThrottle throttle({.of_account = 4});
    fail(throttle, 4, kStart);
    throttle.succeeded("nandar", "192.0.2.1");
    EXPECT_EQ(throttle.secondsOfAccount("nandar", kStart), 3'600);
}

TEST(LoginThrottle, SendsNothingAboutALoginWithoutFailures) {
    LoginThrottle throttle;
    EXPECT_EQ(throttle.succeeded("nandar", "192.0.2.1"), std::nullopt);
}

TEST(LoginThrottle, IgnoresOtherNotices) {
    LoginThrottle throttle({.of_name = 1, .of_address = 1});
    for (auto const* topic :
         {"", "polies", "login-failed", "login-failed ", "login-failed short", "login-succeeded "})
        throttle.onNotice(topic, kStart);
    EXPECT_EQ(wait(throttle, kStart), std::nullopt);
}

TEST(LoginThrottle, RoundsTheWaitUp) {
    LoginThrottle throttle;
    fail(throttle, 5, kStart);
    EXPECT_EQ(wait(throttle, kStart + milliseconds(59'999)), 1);
    EXPECT_EQ(wait(throttle, kStart + milliseconds(1)), 60);
}

TEST(LoginThrottle, BeginsANewMinuteAfterTheOldOne) {
    LoginThrottle throttle;
    fail(throttle, 4, kStart);
    fail(throttle, 4, kStart + seconds(60));
    EXPECT_EQ(wait(throttle, kStart + seconds(60)), std::nullopt);
    fail(throttle, 1, kStart + seconds(61));
    EXPECT_EQ(wait(throttle, kStart + seconds(61)), 59);
}

TEST(LoginThrottle, ForgetsFailuresAfterASuccess) {
    LoginThrottle throttle;
    fail(throttle, 4, kStart);
    throttle.succeeded("Nandar", "192.0.2.1");
    fail(throttle, 4, kStart);
    EXPECT_EQ(wait(throttle, kStart), std::nullopt);
}

TEST(LoginThrottle, KnowsANameInAnyCase) {
    LoginThrottle throttle;
    fail(throttle, 3, kStart, "nandar");
    fail(throttle, 2, kStart, "NANDAR");
    EXPECT_EQ(wait(throttle, kStart, "Nandar"), 60);
}

TEST(LoginThrottle, KeepsNamesAndAddressesApart) {
    LoginThrottle throttle;
    fail(throttle, 5, kStart);
    EXPECT_EQ(wait(throttle, kStart, "andi"), std::nullopt);
    EXPECT_EQ(throttle.secondsToWait("nandar", "192.0.2.2", kStart), std::nullopt);
}

TEST(LoginThrottle, AFloodOfNamesReleasesOnlyThoseWhoseMinuteIsOver) {
    LoginThrottle throttle({.entries = 3});
    fail(throttle, 5, kStart + seconds(30));
    fail(throttle, 5, kStart, "andi");
    fail(throttle, 5, kStart, "budi");
    fail(throttle, 1, kStart + seconds(61), "citra");
    EXPECT_EQ(wait(throttle, kStart + seconds(61)), 29);
}

TEST(LoginThrottle, AFloodWithinAMinuteIsForgottenWhole) {
    LoginThrottle throttle({.entries = 3});
    fail(throttle, 5, kStart);
    fail(throttle, 1, kStart, "andi");
    fail(throttle, 1, kStart, "budi");
    fail(throttle, 1, kStart, "citra");
    EXPECT_EQ(wait(throttle, kStart), std::nullopt);
}

TEST(LoginThrottle, CountsAllNamesOfAnAddress) {
    LoginThrottle throttle({.of_address = 7});
    for (int attempt = 0; attempt < 7; ++attempt) {
        EXPECT_EQ(wait(throttle, kStart, "andi"), std::nullopt);
        fail(throttle, 1, kStart, "name" + std::to_string(attempt));
    }
    EXPECT_EQ(wait(throttle, kStart + seconds(1), "andi"), 59);
    EXPECT_EQ(throttle.secondsToWait("andi", "192.0.2.2", kStart), std::nullopt);
    EXPECT_EQ(wait(throttle, kStart + seconds(60), "andi"), std::nullopt);
}

TEST(LoginThrottle, ASuccessDoesNotFreeAnAddressThatGuesses) {
    LoginThrottle throttle({.of_address = 7});
    fail(throttle, 4, kStart, "budi");
    fail(throttle, 3, kStart, "andi");
    throttle.succeeded("andi", "192.0.2.1");
    EXPECT_EQ(wait(throttle, kStart, "andi"), 60);
}

}  // namespace
}  // namespace antrean::auth
