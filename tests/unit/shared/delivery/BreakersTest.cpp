#include "delivery/Breakers.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <vector>

namespace antrean::delivery {

namespace {

using std::chrono::seconds;

class BreakersTest : public testing::Test {
protected:
    using Pass = std::shared_ptr<Breakers::Pass>;

    Pass enter(std::string const& recipient = "new", std::string const& origin = kOrigin) {
        auto entered = breakers_.enter(origin, recipient, now_);
        auto* const pass = std::get_if<Pass>(&entered);
        return pass == nullptr ? nullptr : *pass;
    }
    std::optional<Breakers::Closed> closed(std::string const& recipient = "new") {
        auto entered = breakers_.enter(kOrigin, recipient, now_);
        auto* const answer = std::get_if<Breakers::Closed>(&entered);
        return answer == nullptr ? std::nullopt : std::optional(*answer);
    }
    // Each time for another recipient.
    void fail(std::size_t times = 1) {
        for (std::size_t i = 0; i < times; ++i) {
            auto const pass = enter("failed " + std::to_string(++failures_));
            ASSERT_TRUE(pass);
            pass->failed("it is down", now_);
        }
    }

    inline static std::string const kOrigin = "http://n8n:5678";
    Breakers breakers_;
    Breakers::Time now_{seconds(1'000'000)};
    int failures_ = 0;
};

}  // namespace

TEST_F(BreakersTest, OpensAfterFailuresOfFiveRecipients) {
    fail(4);
    enter()->succeeded();
    fail(5);
    auto const answer = closed();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->pause, seconds(5));
    EXPECT_EQ(answer->reason, "it is down");
}

TEST_F(BreakersTest, StaysClosedHoweverOftenTheSameFourFail) {
    for (int i = 0; i < 100; ++i)
        enter(std::to_string(i % 4))->failed("this number has no WhatsApp", now_);
    EXPECT_TRUE(enter());
}

TEST_F(BreakersTest, TheProbeIsForARecipientThatHasNotFailed) {
    fail(5);
    now_ += seconds(5);
    auto const answer = closed("failed 5");
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->pause, Breakers::kOthersFirst);
    EXPECT_TRUE(enter("new"));
}

TEST_F(BreakersTest, WithoutAnotherTheProbeIsForOneThatHasFailed) {
    fail(5);
    now_ += seconds(5) + Breakers::kOthersFirst;
    EXPECT_TRUE(enter("failed 5"));
}

TEST_F(BreakersTest, LetsOneProbeThroughAfterThePause) {
    fail(5);
    now_ += seconds(5);
    auto const probe = enter();
    ASSERT_TRUE(probe);
    auto const second = closed();
    ASSERT_TRUE(second);
    EXPECT_EQ(second->pause, seconds(1));
    EXPECT_EQ(second->reason, "it is down");
}

TEST_F(BreakersTest, WaitsTwiceAsLongAfterEachProbeThatFailsAMinuteAtMost) {
    fail(5);
    for (auto const pause : {5, 10, 20, 40, 60, 60}) {
        ASSERT_TRUE(closed());
        EXPECT_EQ(closed()->pause, seconds(pause));
        now_ += seconds(pause);
        fail();
    }
}

TEST_F(BreakersTest, ClosesAfterOneSuccess) {
    fail(5);
    now_ += seconds(5);
    enter()->succeeded();
    std::vector<Pass> passes;
    for (std::size_t i = 0; i < Breakers::kCallsPerTarget; ++i) {
        passes.push_back(enter());
        EXPECT_TRUE(passes.back());
    }
}

TEST_F(BreakersTest, AProbeThatEndsWithoutAWordMakesRoomForAnother) {
    fail(5);
    now_ += seconds(5);
    enter().reset();
    EXPECT_TRUE(enter());
}

TEST_F(BreakersTest, CallsThatBeganBeforeItOpenedDoNotMakeItWaitLonger) {
    std::vector<Pass> passes;
    for (std::size_t i = 0; i < 8; ++i)
        passes.push_back(enter(std::to_string(i)));
    for (auto const& pass : passes)
        pass->failed("it is down", now_);
    passes.clear();
    EXPECT_EQ(closed()->pause, seconds(5));
}

TEST_F(BreakersTest, ATargetGetsEightCallsAtATime) {
    std::vector<Pass> passes;
    for (std::size_t i = 0; i < 8; ++i)
        passes.push_back(enter());
    auto const answer = closed();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->pause, seconds(1));
    EXPECT_EQ(answer->reason, "");
    passes.pop_back();
    EXPECT_TRUE(enter());
}

TEST_F(BreakersTest, OneTargetIsNotHeldUpByAnother) {
    fail(5);
    EXPECT_TRUE(closed());
    EXPECT_TRUE(enter("new", "http://waha:3000"));
}

TEST(OriginOf, IsSchemeHostAndPort) {
    EXPECT_EQ(originOf("https://N8N.example:8443/webhook/a?b=c"), "https://n8n.example:8443");
    EXPECT_EQ(originOf("http://user:pass@host/p@th"), "http://host");
    EXPECT_EQ(originOf("http://[::1]:5678?x"), "http://[::1]:5678");
    EXPECT_EQ(originOf("bukan url"), "bukan url");
    EXPECT_EQ(originOf(""), "");
}

}  // namespace antrean::delivery
