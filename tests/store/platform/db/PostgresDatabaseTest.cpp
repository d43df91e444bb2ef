#include "db/Failure.hpp"
#include "store/platform/db/PairsTest.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <barrier>
#include <chrono>
#include <future>
#include <string>
#include <thread>

namespace antrean::db {

namespace {

constexpr Query kExists{"test.exists", "", "SELECT COUNT(*) FROM pairs WHERE id = :id"};
constexpr Query kKillAll{
    "test.kill_all",
    "",
    "SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity"
    " WHERE application_name = :name AND pid <> pg_backend_pid()"};

class PostgresDatabaseTest : public PairsTest {};
INSTANTIATE_TEST_SUITE_P(One, PostgresDatabaseTest, testing::Values("postgres"), test::kByEngine);

}  // namespace

TEST_P(PostgresDatabaseTest, AServerThatIsNotThereFailsInOneLine) {
    Settings settings;
    settings.url = "postgresql://u:secret@127.0.0.1:1/x";
    try {
        open(settings);
        FAIL();
    } catch (Failure const& failure) {
        std::string const line = failure.what();
        EXPECT_EQ(failure.kind(), FailureKind::unavailable);
        EXPECT_EQ(line.find("secret"), std::string::npos);
        EXPECT_EQ(line.find('\n'), std::string::npos);
        EXPECT_NE(line.find("Connection refused"), std::string::npos) << line;
    }
}

TEST_P(PostgresDatabaseTest, AConflictIsRetriedOnlySoOften) {
    int runs = 0;
    auto const refused = database_->write<void>([&runs](Transaction&) -> Result<void> {
        ++runs;
        throw Failure(FailureKind::conflict, "always");
    });
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::unavailable);
    EXPECT_EQ(runs, 9);
}

TEST_P(PostgresDatabaseTest, ADeadlockIsRunAgain) {
    std::barrier both_hold(2);
    std::atomic<int> runs{0};
    auto const raise = [&](int first, int second) {
        bool is_first_run = true;
        auto const done = database_->write<void>([&](Transaction& transaction) {
            ++runs;
            transaction.run(kRaise, {{"id", first}});
            if (std::exchange(is_first_run, false))
                both_hold.arrive_and_wait();
            transaction.run(kRaise, {{"id", second}});
            return Result<void>();
        });
        EXPECT_TRUE(done) << done.error().cause;
    };
    std::thread other([&raise] { raise(2, 1); });
    raise(1, 2);
    other.join();
    EXPECT_EQ(sum(), 4);
    EXPECT_GE(runs, 3);
}

// Two processes insert the same row: the second one is run again and sees the row of the first.
TEST_P(PostgresDatabaseTest, AConcurrentDuplicateIsSeenByTheSecondRun) {
    std::barrier both_looked(2);
    std::atomic<int> inserted{0};
    std::atomic<int> refused{0};
    auto const insert = [&] {
        bool is_first_run = true;
        auto const done = database_->write<void>([&](Transaction& transaction) -> Result<void> {
            bool const exists = transaction.number(kExists, {{"id", 7}}) == 1;
            if (std::exchange(is_first_run, false))
                both_looked.arrive_and_wait();
            if (exists)
                return Error::conflict("already there");
            transaction.run(kInsert, {{"id", 7}});
            return {};
        });
        ++(done ? inserted : refused);
        if (!done) {
            EXPECT_EQ(done.error().kind, ErrorKind::conflict) << done.error().cause;
        }
    };
    std::thread other(insert);
    insert();
    other.join();
    EXPECT_EQ(inserted, 1);
    EXPECT_EQ(refused, 1);
}

TEST_P(PostgresDatabaseTest, ALostConnectionBeforeTheCommitIsRunAgain) {
    int runs = 0;
    auto const done = database_->write<void>([this, &runs](Transaction& transaction) {
        transaction.run(kRaise, {{"id", 1}});
        if (++runs == 1)
            kill(*transaction.number(kOwnPid));
        transaction.run(kRaise, {{"id", 2}});
        return Result<void>();
    });
    ASSERT_TRUE(done) << done.error().cause;
    EXPECT_EQ(runs, 2);
    EXPECT_EQ(sum(), 2);
}

TEST_P(PostgresDatabaseTest, ALostConnectionAtTheCommitIsNotRunAgain) {
    int runs = 0;
    auto const done = database_->write<void>([this, &runs](Transaction& transaction) {
        ++runs;
        transaction.run(kRaise, {{"id", 1}});
        kill(*transaction.number(kOwnPid));
        return Result<void>();
    });
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().kind, ErrorKind::unavailable);
    EXPECT_EQ(runs, 1);
    EXPECT_EQ(sum(), 0);
}

TEST_P(PostgresDatabaseTest, AnIgnoredFailureDoesNotCommit) {
    auto const done = database_->write<void>([](Transaction& transaction) {
        transaction.run(kRaise, {{"id", 1}});
        try {
            transaction.run(kInsert, {{"id", 1}});
        } catch (Failure const& failure) {
            EXPECT_EQ(failure.kind(), FailureKind::constraint);
        }
        return Result<void>();
    });
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().kind, ErrorKind::internal);
    EXPECT_EQ(sum(), 0);
}

TEST_P(PostgresDatabaseTest, AGlanceHasNoTransaction) {
    static constexpr Query kHasSnapshot{
        "test.isolation",
        "",
        "SELECT COUNT(*) FROM pg_settings"
        " WHERE name = 'transaction_isolation' AND setting = 'repeatable read'"};
    std::promise<std::int64_t> found;
    Job job{
        [&found](Transaction& transaction) {
            found.set_value(*transaction.number(kHasSnapshot));
            return true;
        },
        [](std::optional<Error> const&) {}};
    database_->run(Mode::glance, std::move(job));
    EXPECT_EQ(found.get_future().get(), 0);
    read([](Transaction& transaction) { EXPECT_EQ(transaction.number(kHasSnapshot), 1); });
}

TEST_P(PostgresDatabaseTest, EveryConnectionMayBeLostAtOnce) {
    settings_.url += "&application_name=" + std::string("antrean_lost");
    auto const victim = open(settings_);
    std::promise<void> heard_everything;
    std::atomic<bool> is_told{false};
    victim->onNotice([&](std::string_view topic, std::uint64_t) {
        if (topic.empty() && !is_told.exchange(true))
            heard_everything.set_value();
    });
    auto const raise = [&victim] {
        return victim->write<bool>([](Transaction& transaction) {
            return Result<bool>(transaction.run(kRaise, {{"id", 1}}) == 1);
        });
    };
    for (int i = 0; i < 8; ++i)
        ASSERT_TRUE(raise());
    write([](Transaction& transaction) {
        EXPECT_GE(*transaction.number(kKillAll, {{"name", "antrean_lost"}}), 2);
    });
    for (int i = 0; i < 8; ++i) {
        auto const done = raise();
        EXPECT_TRUE(done) << done.error().cause;
    }
    EXPECT_EQ(sum(), 16);
    auto const told = heard_everything.get_future();
    EXPECT_EQ(told.wait_for(std::chrono::seconds(10)), std::future_status::ready);
}

TEST_P(PostgresDatabaseTest, ANoticeOfAnotherProcessIsHeard) {
    static constexpr Query kForeign{
        "test.foreign",
        "",
        "SELECT COUNT(*) FROM pg_notify('antrean_changes', 'other-1 test.topic')"};
    std::promise<std::string> received;
    database_->onNotice([&received](std::string_view topic, std::uint64_t) {
        if (topic == "test.topic")
            received.set_value(std::string(topic));
    });
    write([](Transaction& transaction) { transaction.number(kForeign); });
    EXPECT_EQ(received.get_future().wait_for(std::chrono::seconds(10)), std::future_status::ready);
}

}  // namespace antrean::db
