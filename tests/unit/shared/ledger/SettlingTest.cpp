#include "harness/FakeDatabase.hpp"
#include "ledger/Entries.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <set>

namespace antrean::ledger {
namespace {

// The ledger as a PostgreSQL transaction sees it: some numbers, and the open transactions.
class Ledgers final : public test::FakeTransaction {
public:
    void fetch(
        db::Query const& query, Args args, std::span<db::Column const> columns, EachRow const& each
    ) override {
        std::string_view const name = query.name;
        std::vector<db::Cell> row(columns.size());
        for (auto& cell : row)
            cell.is_null = false;
        if (name == "ledger.find_horizon") {
            row[0].integer = oldest_open;
            each(row);
        } else if (name == "ledger.take_transaction_id") {
            row[0].integer = next;
            each(row);
        } else if (name == "ledger.find_last_seq") {
            row[0].integer = numbers.empty() ? 0 : *numbers.rbegin();
            each(row);
        } else {
            auto const after = std::get<std::int64_t>(args[0].value);
            for (auto number = numbers.upper_bound(after); number != numbers.end(); ++number) {
                row[0].integer = *number;
                each(row);
            }
        }
    }

    std::set<std::int64_t> numbers;
    std::int64_t oldest_open = 100;
    std::int64_t next = 100;
};

TEST(Settling, WhatHasNoGapIsSettledAtOnce) {
    Settling settling;
    Ledgers ledger;
    EXPECT_EQ(settling.advance(ledger), 0);
    ledger.numbers = {1, 2, 3};
    EXPECT_EQ(settling.advance(ledger), 3);
    EXPECT_FALSE(settling.hasGap());
}

TEST(Settling, AGapIsWaitedForUntilItIsFilled) {
    Settling settling;
    Ledgers ledger;
    ledger.numbers = {1, 3};
    ledger.next = 105;
    EXPECT_EQ(settling.advance(ledger), 1);
    EXPECT_TRUE(settling.hasGap());
    ledger.oldest_open = 104;
    ledger.next = 120;
    ledger.numbers = {1, 3, 4};
    EXPECT_EQ(settling.advance(ledger), 1);
    ledger.numbers = {1, 2, 3, 4};
    EXPECT_EQ(settling.advance(ledger), 4);
}

TEST(Settling, AGapThatCannotBeFilledIsPassed) {
    Settling settling;
    Ledgers ledger;
    ledger.numbers = {1, 3};
    ledger.next = 105;
    EXPECT_EQ(settling.advance(ledger), 1);
    // Another gap opens in the meantime and is waited for next.
    ledger.numbers = {1, 3, 4, 6};
    ledger.oldest_open = 105;
    ledger.next = 110;
    EXPECT_EQ(settling.advance(ledger), 4);
    EXPECT_TRUE(settling.hasGap());
    ledger.oldest_open = 110;
    EXPECT_EQ(settling.advance(ledger), 6);
    EXPECT_FALSE(settling.hasGap());
}

TEST(Settling, ALongLedgerIsNotReadThroughAtTheStart) {
    Settling settling;
    Ledgers ledger;
    for (std::int64_t number = 1; number <= 5'000; ++number)
        ledger.numbers.insert(number);
    EXPECT_EQ(settling.advance(ledger), 0);
    EXPECT_EQ(settling.advance(ledger), 5'000);
}

}  // namespace
}  // namespace antrean::ledger
