#include "db/Failure.hpp"
#include "harness/Engines.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <future>
#include <mutex>
#include <stdexcept>
#include <thread>

namespace antrean::db {

namespace {

constexpr auto kCreate = test::same(
    "test.create", "CREATE TABLE counters (name TEXT PRIMARY KEY, value BIGINT NOT NULL)"
);
constexpr auto kInsert =
    test::same("test.insert", "INSERT INTO counters (name, value) VALUES (:name, :value)");
constexpr auto kRaise = test::same(
    "test.raise", "UPDATE counters SET value = value + 1 WHERE name = :name RETURNING value"
);
constexpr auto kSet =
    test::same("test.set", "UPDATE counters SET value = :value WHERE name = :name");
constexpr auto kValue = test::same("test.value", "SELECT value FROM counters WHERE name = :name");
constexpr auto kCount = test::same("test.count", "SELECT COUNT(*) FROM counters");

class DatabaseTest : public test::EachEngine {
protected:
    void SetUp() override {
        EachEngine::SetUp();
        if (!database_)
            return;
        write([](Transaction& transaction) {
            transaction.run(kCreate);
            transaction.run(kInsert, {{"name", "n"}, {"value", 0}});
        });
    }

    std::int64_t value() const {
        std::int64_t found = -1;
        read([&found](Transaction& transaction) {
            found = transaction.number(kValue, {{"name", "n"}}).value_or(-1);
        });
        return found;
    }

    std::optional<Error> outcome(
        Mode mode, std::function<bool(Transaction&)> run, Database* database = nullptr
    ) const {
        std::promise<std::optional<Error>> promise;
        auto ended = promise.get_future();
        (database == nullptr ? *database_ : *database)
            .run(mode, {std::move(run), [&promise](std::optional<Error> error) {
                            promise.set_value(std::move(error));
                        }});
        return ended.get();
    }
};
INSTANTIATE_EACH_ENGINE(DatabaseTest);

// A gate: threads wait until it is opened.
class Gate {
public:
    void open() { promise_.set_value(); }
    void wait() const { future_.wait(); }

private:
    std::promise<void> promise_;
    std::shared_future<void> future_ = promise_.get_future().share();
};

}  // namespace

TEST_P(DatabaseTest, AnExceptionRollsBackAndIsInternal) {
    auto const error = outcome(Mode::write, [](Transaction& transaction) -> bool {
        transaction.run(kRaise, {{"name", "n"}});
        throw std::runtime_error("a bug");
    });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->kind, ErrorKind::internal);
    EXPECT_EQ(error->cause, "a bug");
    EXPECT_EQ(value(), 0);
}

TEST_P(DatabaseTest, AnUnavailableFailureSaysWhenToTryAgain) {
    auto const error = outcome(Mode::write, [](Transaction&) -> bool {
        throw Failure(FailureKind::unavailable, "disk full");
    });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->kind, ErrorKind::unavailable);
    EXPECT_EQ(error->retry_after_s, 1);
    EXPECT_EQ(error->cause, "disk full");
}

TEST_P(DatabaseTest, ADuplicateIsRefusedAndRollsBack) {
    auto const error = outcome(Mode::write, [](Transaction& transaction) {
        transaction.run(kRaise, {{"name", "n"}});
        transaction.run(kInsert, {{"name", "n"}, {"value", 0}});
        return true;
    });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->kind, ErrorKind::internal);
    EXPECT_EQ(value(), 0);
}

TEST_P(DatabaseTest, AFailedResultRollsBackWithoutAnError) {
    bool was_told = false;
    auto const error = outcome(Mode::write, [&was_told](Transaction& transaction) {
        transaction.run(kRaise, {{"name", "n"}});
        transaction.afterCommit([&was_told] { was_told = true; });
        return false;
    });
    EXPECT_FALSE(error);
    EXPECT_FALSE(was_told);
    EXPECT_EQ(value(), 0);
}

TEST_P(DatabaseTest, ReadAndWriteGiveBackTheResult) {
    auto const written = database_->write<int>([](Transaction&) { return Result<int>(7); });
    ASSERT_TRUE(written);
    EXPECT_EQ(*written, 7);
    auto const refused = database_->read<int>([](Transaction&) {
        return Result<int>(Error::notFound("no such thing"));
    });
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::not_found);
}

TEST_P(DatabaseTest, AReadApartWaitsForNoJobAndHoldsUpNone) {
    std::promise<void> begun;
    std::promise<void> release;
    auto const released = release.get_future().share();
    std::thread apart([&] {
        auto const result = database_->readApart<std::int64_t>([&](Transaction& transaction) {
            auto const before = transaction.number(kValue, {{"name", "n"}});
            begun.set_value();
            released.wait();
            EXPECT_EQ(transaction.number(kValue, {{"name", "n"}}), before) << "one moment";
            return Result<std::int64_t>(before.value_or(-1));
        });
        ASSERT_TRUE(result);
        EXPECT_EQ(*result, 0);
    });
    begun.get_future().wait();
    write([](Transaction& transaction) { transaction.run(kRaise, {{"name", "n"}}); });
    EXPECT_EQ(value(), 1);
    release.set_value();
    apart.join();
    auto const refused = database_->readApart<int>([](Transaction&) {
        return Result<int>(Error::notFound("no such thing"));
    });
    EXPECT_EQ(refused.error().kind, ErrorKind::not_found);
    auto const failed = database_->readApart<int>([](Transaction&) -> Result<int> {
        throw Failure(FailureKind::unavailable, "gone");
    });
    EXPECT_EQ(failed.error().kind, ErrorKind::unavailable);
}

TEST_P(DatabaseTest, AJobTooManyIsRefusedAtOnce) {
    settings_.waiting_max = 2;
    settings_.sessions = 1;
    auto const small = open(settings_);
    Gate gate;
    Gate running;
    std::atomic<int> done_count{0};
    auto const count = [&done_count](std::optional<Error> error) { done_count += error ? 0 : 1; };
    small->run(
        Mode::write,
        {[&gate, &running](Transaction&) {
             running.open();
             gate.wait();
             return true;
         },
         count}
    );
    running.wait();
    for (int i = 0; i < 2; ++i)
        small->run(Mode::write, {[](Transaction&) { return true; }, count});
    auto const error = outcome(
        Mode::write, [](Transaction&) { return true; }, small.get()
    );
    ASSERT_TRUE(error);
    EXPECT_EQ(error->kind, ErrorKind::unavailable);
    gate.open();
    small->stop();
    EXPECT_EQ(done_count, 3);
}

TEST_P(DatabaseTest, AfterStopNothingIsTaken) {
    database_->stop();
    for (auto const mode : {Mode::glance, Mode::quick_read, Mode::read, Mode::write}) {
        auto const error = outcome(mode, [](Transaction&) { return true; });
        ASSERT_TRUE(error);
        EXPECT_EQ(error->kind, ErrorKind::unavailable);
    }
    database_->stop();
}

TEST_P(DatabaseTest, StopFinishesWhatIsInLine) {
    std::atomic<int> done_count{0};
    for (int i = 0; i < 500; ++i)
        database_->run(
            Mode::write,
            {[](Transaction& transaction) {
                 return transaction.run(kRaise, {{"name", "n"}}) == 1;
             },
             [&done_count](std::optional<Error> error) { done_count += error ? 0 : 1; }}
        );
    database_->stop();
    EXPECT_EQ(done_count, 500);
}

TEST_P(DatabaseTest, ActionsRunInOrderBeforeDoneAndOnlyAfterTheCommit) {
    auto const other = open(settings_);
    std::vector<std::string> order;
    std::int64_t seen_by_others = -1;
    std::promise<void> ended;
    database_->run(
        Mode::write,
        {[&](Transaction& transaction) {
             transaction.run(kRaise, {{"name", "n"}});
             transaction.afterCommit([&] {
                 order.push_back("first");
                 auto const seen = other->read<std::int64_t>([](Transaction& reader) {
                     return Result<std::int64_t>(*reader.number(kValue, {{"name", "n"}}));
                 });
                 seen_by_others = seen ? *seen : -2;
             });
             transaction.afterCommit([&order] { order.push_back("second"); });
             return true;
         },
         [&order, &ended](std::optional<Error>) {
             order.push_back("done");
             ended.set_value();
         }}
    );
    ended.get_future().wait();
    EXPECT_EQ(order, (std::vector<std::string>{"first", "second", "done"}));
    EXPECT_EQ(seen_by_others, 1);
}

TEST_P(DatabaseTest, AFailingJobTakesNoOtherDownWithIt) {
    constexpr int kJobs = 300;
    std::atomic<int> kept{0};
    std::atomic<int> failed{0};
    for (int i = 0; i < kJobs; ++i)
        database_->run(
            Mode::write,
            {[i](Transaction& transaction) -> bool {
                 transaction.run(kRaise, {{"name", "n"}});
                 if (i % 3 == 1)
                     throw std::runtime_error("a bug");
                 if (i % 3 == 2)
                     transaction.run(kInsert, {{"name", "n"}, {"value", 0}});
                 return true;
             },
             [&kept, &failed](std::optional<Error> error) { ++(error ? failed : kept); }}
        );
    database_->stop();
    EXPECT_EQ(kept, kJobs / 3);
    EXPECT_EQ(failed, 2 * kJobs / 3);
    database_ = open(settings_);
    EXPECT_EQ(value(), kJobs / 3);
}

TEST_P(DatabaseTest, ACounterRaisedBy64ThreadsIsExact) {
    constexpr int kThreads = 64;
    constexpr int kRounds = 10;
    std::mutex mutex;
    std::vector<std::int64_t> numbers;
    std::vector<std::thread> threads;
    for (int i = 0; i < kThreads; ++i)
        threads.emplace_back([&] {
            for (int round = 0; round < kRounds; ++round) {
                auto const number = database_->write<std::int64_t>([](Transaction& transaction) {
                    return Result<std::int64_t>(*transaction.number(kRaise, {{"name", "n"}}));
                });
                ASSERT_TRUE(number) << number.error().cause;
                std::scoped_lock const lock(mutex);
                numbers.push_back(*number);
            }
        });
    for (auto& thread : threads)
        thread.join();
    std::ranges::sort(numbers);
    ASSERT_EQ(numbers.size(), static_cast<std::size_t>(kThreads * kRounds));
    for (std::size_t i = 0; i < numbers.size(); ++i)
        ASSERT_EQ(numbers[i], static_cast<std::int64_t>(i + 1));
    EXPECT_EQ(value(), kThreads * kRounds);
}

// Reads the value and writes it back: without the lock, two transactions would read the same value.
TEST_P(DatabaseTest, ALockKeepsOthersOut) {
    auto const other = open(settings_);
    std::vector<std::thread> threads;
    for (int i = 0; i < 16; ++i)
        threads.emplace_back([&, i] {
            auto& database = i % 2 == 0 ? *database_ : *other;
            for (int round = 0; round < 10; ++round) {
                auto const done = database.write<void>([](Transaction& transaction) {
                    transaction.lock("test.counter");
                    auto const read = transaction.number(kValue, {{"name", "n"}});
                    transaction.run(kSet, {{"name", "n"}, {"value", *read + 1}});
                    return Result<void>();
                });
                ASSERT_TRUE(done) << done.error().cause;
            }
        });
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(value(), 160);
}

TEST_P(DatabaseTest, AReadSeesOneMoment) {
    read([this](Transaction& transaction) {
        EXPECT_EQ(transaction.number(kValue, {{"name", "n"}}), 0);
        write([](Transaction& writer) { writer.run(kRaise, {{"name", "n"}}); });
        EXPECT_EQ(transaction.number(kValue, {{"name", "n"}}), 0);
    });
    EXPECT_EQ(value(), 1);
}

TEST_P(DatabaseTest, ShortReadsRunOnTheCallingThreadOfSqlite) {
    for (auto const mode : {Mode::glance, Mode::quick_read}) {
        std::thread::id ran_on;
        auto const error = outcome(mode, [&ran_on](Transaction& transaction) {
            ran_on = std::this_thread::get_id();
            EXPECT_EQ(transaction.number(kCount), 1);
            return true;
        });
        EXPECT_FALSE(error);
        EXPECT_EQ(ran_on == std::this_thread::get_id(), isSqlite());
    }
}

// An I/O thread goes on with the next request from within `done`.
TEST_P(DatabaseTest, AShortReadMayBeginWhenAnotherEnds) {
    std::promise<std::int64_t> found;
    auto const count = [this, &found](std::optional<Error> const&) {
        database_->run(
            Mode::glance,
            {[&found](Transaction& transaction) {
                 found.set_value(transaction.number(kCount).value_or(-1));
                 return true;
             },
             [](std::optional<Error> const&) {}}
        );
    };
    database_->run(Mode::quick_read, {[](Transaction&) { return true; }, count});
    EXPECT_EQ(found.get_future().get(), 1);
}

}  // namespace antrean::db
