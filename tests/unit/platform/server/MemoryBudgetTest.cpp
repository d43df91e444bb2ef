#include "server/MemoryBudget.hpp"

#include <gtest/gtest.h>

namespace antrean::server {
namespace {

TEST(MemoryBudget, GivesNoMoreThanItHas) {
    MemoryBudget budget(10'000);
    EXPECT_FALSE(budget.take(10'001, {}));
    EXPECT_TRUE(budget.take(6'000, {}));
    EXPECT_FALSE(budget.take(4'001, {}));
    EXPECT_TRUE(budget.take(4'000, {}));
    EXPECT_EQ(budget.held_bytes(), 10'000U);
    budget.giveBack(6'000, {});
    EXPECT_TRUE(budget.take(6'000, {}));
}

TEST(MemoryHold, HoldsTheMostThatItWasRaisedTo) {
    auto const budgets = std::make_shared<MemoryBudgets>(10'000, 10'000);
    {
        MemoryHold hold;
        hold.join(budgets);
        EXPECT_TRUE(hold.raiseTo(5'000));
        EXPECT_TRUE(hold.raiseTo(9'000));
        EXPECT_FALSE(hold.raiseTo(10'001));
        EXPECT_TRUE(hold.raiseTo(6'000));
        EXPECT_EQ(budgets->without_token.held_bytes(), 9'000U);
    }
    EXPECT_EQ(budgets->without_token.held_bytes(), 0U);
}

TEST(MemoryHold, DoesNotCountAnOrdinaryRequest) {
    auto const budgets = std::make_shared<MemoryBudgets>(0, 0);
    MemoryHold hold;
    hold.join(budgets);
    EXPECT_TRUE(hold.raiseTo(4'096));
    EXPECT_TRUE(hold.admit());
    EXPECT_FALSE(hold.raiseTo(4'097));
}

TEST(MemoryHold, MovesToTheBudgetOfTheSignedIn) {
    auto const budgets = std::make_shared<MemoryBudgets>(10'000, 8'000);
    MemoryHold first;
    MemoryHold second;
    for (auto* const hold : {&first, &second}) {
        hold->join(budgets);
        EXPECT_TRUE(hold->raiseTo(5'000));
    }
    EXPECT_TRUE(first.admit());
    EXPECT_TRUE(first.admit());
    EXPECT_EQ(budgets->without_token.held_bytes(), 5'000U);
    EXPECT_EQ(budgets->with_token.held_bytes(), 5'000U);
    EXPECT_FALSE(second.admit());
    EXPECT_EQ(budgets->without_token.held_bytes(), 5'000U);
    EXPECT_TRUE(first.raiseTo(8'000));
}

TEST(MemoryHold, HasAlwaysRoomWithoutBudgets) {
    MemoryHold hold;
    EXPECT_TRUE(hold.raiseTo(1'000'000));
    EXPECT_TRUE(hold.admit());
}

}  // namespace
}  // namespace antrean::server
