#include "server/Turns.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

namespace antrean::server {
namespace {

Turns::Begin ignore() {
    return [](Turns::Turn const&) {};
}

TEST(TurnsTest, OneOfANameRunsAndTheOthersFollowInOrder) {
    Turns turns;
    std::vector<int> began;
    auto first = turns.take("a", ignore()).value();
    ASSERT_NE(first, nullptr);
    Turns::Turn held;
    EXPECT_EQ(
        turns.take(
            "a",
            [&](Turns::Turn turn) {
                held = turn;
                began.push_back(2);
            }
        ),
        nullptr
    );
    EXPECT_EQ(turns.take("a", [&](auto const&) { began.push_back(3); }), nullptr);
    EXPECT_NE(turns.take("b", ignore()).value(), nullptr);
    EXPECT_TRUE(began.empty());
    first.reset();
    EXPECT_EQ(began, (std::vector{2}));
    held.reset();
    EXPECT_EQ(began, (std::vector{2, 3}));
    EXPECT_NE(turns.take("a", ignore()).value(), nullptr);
}

TEST(TurnsTest, RefusesWhenTooManyWait) {
    Turns turns;
    auto const first = turns.take("a", ignore());
    for (std::size_t i = 0; i < Turns::kWaitingMax; ++i)
        EXPECT_TRUE(turns.take("a", ignore()));
    EXPECT_FALSE(turns.take("a", ignore()));
    EXPECT_TRUE(turns.take("b", ignore()));
}

TEST(TurnsTest, ATurnMayOutliveTheTurns) {
    Turns::Turn turn;
    bool has_begun = false;
    {
        Turns turns;
        turn = turns.take("a", ignore()).value();
        static_cast<void>(turns.take("a", [&](auto const&) { has_begun = true; }));
    }
    turn.reset();
    EXPECT_TRUE(has_begun);
}

TEST(TurnsTest, ManyThreadsNeverHoldOneTurnTogether) {
    constexpr int kThreads = 8;
    constexpr int kRounds = 500;
    Turns turns;
    std::atomic<int> holding = 0;
    std::atomic<int> held = 0;
    std::atomic<int> most = 0;
    std::atomic<int> refused = 0;
    auto const hold = [&](Turns::Turn turn) {
        most = std::max(most.load(), ++holding);
        ++held;
        --holding;
        turn.reset();
    };
    {
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < kThreads; ++thread)
            threads.emplace_back([&] {
                for (int round = 0; round < kRounds; ++round) {
                    auto turn = turns.take("a", hold);
                    if (!turn)
                        ++refused;
                    else if (*turn)
                        hold(std::move(*turn));
                }
            });
    }
    EXPECT_EQ(most, 1);
    EXPECT_EQ(held + refused, kThreads * kRounds);
    EXPECT_NE(turns.take("a", ignore()).value(), nullptr);
}

}  // namespace
}  // namespace antrean::server
