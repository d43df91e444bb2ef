#include "harness/Engines.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>

namespace antrean::db {

namespace {

constexpr auto kCreate = test::same("test.create", "CREATE TABLE kept (value BIGINT NOT NULL)");
constexpr auto kKeep = test::same("test.keep", "INSERT INTO kept (value) VALUES (1)");
constexpr auto kCountKept = test::same("test.count_kept", "SELECT COUNT(*) FROM kept");

// Records the notices that it gets.
class Recorder {
public:
    Database::NoticeListener listener() {
        return [this](std::string_view topic, std::uint64_t count) {
            std::scoped_lock const lock(mutex_);
            topics_.emplace_back(topic);
            count_ = count;
            arrived_.notify_all();
        };
    }

    std::vector<std::string> topics() {
        std::scoped_lock const lock(mutex_);
        return topics_;
    }
    std::uint64_t count() {
        std::scoped_lock const lock(mutex_);
        return count_;
    }
    bool waitFor(std::string const& topic) {
        std::unique_lock lock(mutex_);
        return arrived_.wait_for(lock, std::chrono::seconds(10), [this, &topic] {
            return std::ranges::find(topics_, topic) != topics_.end();
        });
    }

private:
    std::mutex mutex_;
    std::condition_variable arrived_;
    std::vector<std::string> topics_;
    std::uint64_t count_ = 0;
};

using Topics = std::vector<std::string>;

class NoticesTest : public test::EachEngine {
protected:
    void SetUp() override {
        EachEngine::SetUp();
        if (!database_)
            return;
        migrate(*database_, {});
        database_->onNotice(recorder_.listener());
    }

    Recorder recorder_;
};
INSTANTIATE_EACH_ENGINE(NoticesTest);

}  // namespace

// That the others get it needs a second process: tests/api/login-throttle.test.ts.
TEST_P(NoticesTest, ANoticeToOthersStaysAwayFromThisProcess) {
    write([](Transaction& transaction) {
        transaction.noticeToOthers("test.others");
        transaction.notice("test.all");
    });
    EXPECT_TRUE(recorder_.waitFor("test.all"));
    EXPECT_EQ(recorder_.topics(), Topics{"test.all"});
}

TEST_P(NoticesTest, ARolledBackNoticeStaysAtHome) {
    auto const other = open(settings_);
    Recorder others_recorder;
    other->onNotice(others_recorder.listener());
    auto const refused = database_->write<void>([](Transaction& transaction) {
        transaction.notice("test.gone");
        return Result<void>(Error::notFound("no"));
    });
    EXPECT_FALSE(refused);
    write([](Transaction& transaction) { transaction.notice("test.kept"); });
    EXPECT_TRUE(recorder_.waitFor("test.kept"));
    // The two databases are in one process, and PostgreSQL's notices are told apart by process.
    if (isSqlite()) {
        EXPECT_TRUE(others_recorder.waitFor("test.kept"));
        EXPECT_EQ(others_recorder.topics(), Topics{"test.kept"});
    }
}

TEST_P(NoticesTest, AnEmptyTopicIsABug) {
    auto const refused = database_->write<void>([](Transaction& transaction) {
        transaction.notice("");
        return Result<void>();
    });
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::internal);
}

TEST_P(NoticesTest, TheOwnProcessHearsBeforeTheAnswer) {
    write([this](Transaction& transaction) {
        transaction.notice("test.polies");
        transaction.notice("test.users");
        transaction.notice("test.polies");
        EXPECT_EQ(recorder_.topics(), Topics{});
        EXPECT_EQ(transaction.noticesSeen(), 0U);
    });
    EXPECT_EQ(recorder_.topics(), (Topics{"test.polies", "test.users"}));
    EXPECT_EQ(recorder_.count(), 2U);
    read([](Transaction& transaction) { EXPECT_EQ(transaction.noticesSeen(), 2U); });
}

// A change is answered only after its listeners have updated the caches of this process.
TEST_P(NoticesTest, WhoListensToTheOwnProcessMayReadWhatItCommitted) {
    write([](Transaction& transaction) { transaction.run(kCreate); });
    std::int64_t read_by_listener = -1;
    database_->onOwnNotice([&](std::string_view topic, std::uint64_t) {
        EXPECT_EQ(recorder_.topics(), Topics{std::string(topic)});
        auto const read = database_->readApart<void>([&](Transaction& transaction) {
            EXPECT_EQ(transaction.noticesSeen(), 1U);
            read_by_listener = transaction.number(kCountKept).value_or(-1);
            return Result<void>();
        });
        EXPECT_TRUE(read);
    });
    write([](Transaction& transaction) {
        transaction.run(kKeep);
        transaction.notice("test.kept");
    });
    EXPECT_EQ(read_by_listener, 1);
}

TEST_P(NoticesTest, WhoListensToTheOwnProcessHearsNothingThatWasRolledBack) {
    Recorder own_recorder;
    database_->onOwnNotice(own_recorder.listener());
    auto const refused = database_->write<void>([](Transaction& transaction) {
        transaction.notice("test.gone");
        return Result<void>(Error::notFound("no"));
    });
    EXPECT_FALSE(refused);
    EXPECT_EQ(recorder_.topics(), Topics{"test.gone"});
    EXPECT_EQ(own_recorder.topics(), Topics{});
}

}  // namespace antrean::db
