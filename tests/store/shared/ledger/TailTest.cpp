#include "harness/ClinicDay.hpp"
#include "ledger/Inbox.hpp"
#include "ledger/Tail.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace antrean::ledger {
namespace {

using namespace std::chrono_literals;
using Seqs = std::vector<std::int64_t>;

constexpr auto* kOtherDay = "2029-06-06";
constexpr auto kShorten = test::same("test.shorten", "DELETE FROM events WHERE seq > :seq");

// Keeps what it gets.
class Reader final : public Follower {
public:
    explicit Reader(bool needs_other_days) : needs_other_days_(needs_other_days) {}

    void onBatch(SharedBatch const& batch) override {
        std::scoped_lock const lock(mutex_);
        batches_.push_back(batch);
        changed_.notify_all();
    }
    bool hasRoom() const override { return has_room; }
    bool needsOtherDays() const override { return needs_other_days_; }

    // False if it does not come about.
    bool waitFor(std::function<bool(std::vector<SharedBatch> const&)> const& condition) {
        std::unique_lock lock(mutex_);
        return changed_.wait_for(lock, 10s, [&] { return condition(batches_); });
    }
    bool waitForLast(std::int64_t seq) {
        return waitFor([seq](auto const& batches) {
            return !batches.empty() && batches.back()->last == seq;
        });
    }
    Seqs seqs(bool is_news) {
        std::scoped_lock const lock(mutex_);
        Seqs seqs;
        for (auto const& batch : batches_)
            for (auto const& entry : batch->entries)
                if (batch->isNews() == is_news)
                    seqs.push_back(entry.seq);
        return seqs;
    }
    std::vector<SharedBatch> batches() {
        std::scoped_lock const lock(mutex_);
        return batches_;
    }

    std::atomic<bool> has_room{true};

private:
    bool const needs_other_days_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<SharedBatch> batches_;
};

class TailTest : public test::ClinicDay {
protected:
    void SetUp() override {
        ClinicDay::SetUp();
        if (database_)
            tail_ = std::make_unique<Tail>(*database_, clock_);
    }
    void TearDown() override {
        tail_.reset();
        ClinicDay::TearDown();
    }

    // The number of its entry in the ledger.
    std::int64_t registerFor(std::string const& date) {
        std::int64_t seq = 0;
        write([&](db::Transaction& transaction) {
            book(transaction, date);
            seq = lastSeq(transaction);
        });
        return seq;
    }
    std::int64_t registerToday() { return registerFor(clock_.moment().date); }

    SystemClock const system_clock_;
    http::ClinicClock const clock_{system_clock_, *Zone::find("Asia/Jakarta")};
    Reader reader_{false};
    Reader whole_reader_{true};
    std::unique_ptr<Tail> tail_;
};
INSTANTIATE_EACH_ENGINE(TailTest);

TEST_P(TailTest, WhatWasThereBeforeTheStartIsNoNews) {
    auto const before = registerToday();
    tail_->add(reader_);
    tail_->start();
    EXPECT_EQ(reader_.seqs(false), Seqs({before}));
    EXPECT_TRUE(reader_.batches().front()->is_anew);
    auto const after = registerToday();
    tail_->poke();
    ASSERT_TRUE(reader_.waitForLast(after));
    EXPECT_EQ(reader_.seqs(false), Seqs({before}));
    EXPECT_EQ(reader_.seqs(true), Seqs({after}));
}

TEST_P(TailTest, EachEntryComesOnceAndInOrder) {
    constexpr std::int64_t kWriters = 4;
    constexpr std::int64_t kEach = 25;
    tail_->add(reader_);
    tail_->start();
    auto const someone = form(clock_.moment().date);
    {
        std::vector<std::jthread> writers;
        for (std::int64_t writer = 0; writer < kWriters; ++writer)
            writers.emplace_back([this, writer, &someone] {
                for (std::int64_t index = 0; index < kEach; ++index) {
                    auto form = someone;
                    form.whatsapp_number = "0855" + std::to_string(1'000 * writer + index);
                    database_->write<void>([&](db::Transaction& transaction) {
                        // Takes a number of the ledger that is never used.
                        book(transaction, form);
                        return Result<void>(Error::of(ErrorKind::invalid, "no"));
                    });
                    write([&](db::Transaction& transaction) { book(transaction, form); });
                    tail_->poke();
                }
            });
    }
    std::int64_t last = 0;
    Seqs expected;
    read([&](db::Transaction& transaction) {
        last = lastSeq(transaction);
        for (auto const& entry : listEntries(transaction, 0, last, 1'000))
            expected.push_back(entry.seq);
    });
    ASSERT_EQ(std::ssize(expected), kWriters * kEach);
    ASSERT_TRUE(reader_.waitForLast(last));
    EXPECT_EQ(reader_.seqs(true), expected);
}

TEST_P(TailTest, RegistrationsForOtherDaysAreLeftOutUnlessNeeded) {
    tail_->add(reader_);
    tail_->start();
    auto const other = registerFor(kOtherDay);
    ASSERT_TRUE(reader_.waitForLast(other));
    auto const today = registerToday();
    ASSERT_TRUE(reader_.waitForLast(today));
    EXPECT_EQ(reader_.seqs(true), Seqs({today}));
    EXPECT_FALSE(reader_.batches().back()->is_whole);
}

TEST_P(TailTest, OneFollowerThatNeedsOtherDaysIsEnough) {
    tail_->add(reader_);
    tail_->add(whole_reader_);
    tail_->start();
    auto const other = registerFor(kOtherDay);
    ASSERT_TRUE(reader_.waitForLast(other));
    EXPECT_EQ(reader_.seqs(true), Seqs({other}));
    EXPECT_TRUE(reader_.batches().back()->is_whole);
}

TEST_P(TailTest, NoneIsLostWhileAFollowerHasNoRoom) {
    tail_->add(reader_);
    tail_->add(whole_reader_);
    tail_->start();
    whole_reader_.has_room = false;
    auto const first = registerToday();
    auto const second = registerToday();
    tail_->poke();
    EXPECT_EQ(reader_.seqs(true), Seqs());
    whole_reader_.has_room = true;
    ASSERT_TRUE(reader_.waitForLast(second));
    ASSERT_TRUE(whole_reader_.waitForLast(second));
    EXPECT_EQ(reader_.seqs(true), Seqs({first, second}));
    EXPECT_EQ(whole_reader_.seqs(true), Seqs({first, second}));
}

TEST_P(TailTest, BeginsAnewWithAnOlderDatabase) {
    auto const first = registerToday();
    auto const second = registerToday();
    tail_->add(reader_);
    tail_->start();
    write([first](db::Transaction& transaction) { transaction.run(kShorten, {{"seq", first}}); });
    ASSERT_TRUE(reader_.waitForLast(first));
    auto const batch = reader_.batches().back();
    EXPECT_TRUE(batch->is_anew);
    EXPECT_FALSE(batch->isNews());
    EXPECT_EQ(reader_.seqs(false), Seqs({first, second, first}));
    EXPECT_EQ(reader_.seqs(true), Seqs());
}

TEST_P(TailTest, AnInboxHasItsRoomAgainWhenItIsEmptied) {
    std::int64_t pokes = 0;
    Inbox inbox([&pokes] { ++pokes; });
    auto batch = std::make_shared<Batch>();
    inbox.onBatch(batch);
    EXPECT_EQ(pokes, 0);
    auto full = std::make_shared<Batch>();
    full->entries.resize(static_cast<std::size_t>(Reading::kHistory + Reading::kAtOnce));
    inbox.onBatch(full);
    EXPECT_EQ(pokes, 1);
    EXPECT_FALSE(inbox.hasRoom());
    EXPECT_EQ(inbox.take(), std::vector<SharedBatch>({batch, full}));
    EXPECT_TRUE(inbox.hasRoom());
    EXPECT_EQ(inbox.take(), std::vector<SharedBatch>());
}

}  // namespace
}  // namespace antrean::ledger
