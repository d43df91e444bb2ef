#include "harness/Engines.hpp"

#include <chrono>
#include <future>
#include <latch>
#include <optional>
#include <thread>
#include <vector>

namespace antrean::db {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;

// Counts for hours.
constexpr auto kEndless = test::same(
    "test.endless",
    "WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT (n + 1) % 1000 FROM numbers)"
    " SELECT COUNT(*) FROM numbers"
);

class SearchesTest : public test::EachEngine {
protected:
    using End = std::optional<Error>;

    std::future<End> submit(Mode mode, Job job) const {
        auto const promise = std::make_shared<std::promise<End>>();
        job.done = [promise](End error) { promise->set_value(std::move(error)); };
        database_->run(mode, std::move(job));
        return promise->get_future();
    }

    static Job endless(milliseconds limit) {
        Job job;
        job.run = [](Transaction& transaction) { return transaction.number(kEndless).has_value(); };
        job.deadline = steady_clock::now() + limit;
        return job;
    }
};
INSTANTIATE_EACH_ENGINE(SearchesTest);

}  // namespace

TEST_P(SearchesTest, ASearchEndsAtItsDeadline) {
    auto const began = steady_clock::now();
    auto const error = submit(Mode::search, endless(milliseconds(300))).get().value();
    EXPECT_LT(steady_clock::now() - began, seconds(5));
    EXPECT_EQ(error.kind, ErrorKind::unavailable);
    EXPECT_EQ(error.message, "The search took too long. Please search for a longer text.");
    EXPECT_EQ(error.retry_after_s, 5);
}

TEST_P(SearchesTest, EndlessSearchesLeaveTheOtherSessionsToOtherReads) {
    std::vector<std::future<End>> searches;
    for (int i = 0; i < 20; ++i)
        searches.push_back(submit(Mode::search, endless(milliseconds(1'500))));
    auto const began = steady_clock::now();
    for (int i = 0; i < 20; ++i)
        read([](Transaction&) {});
    EXPECT_LT(steady_clock::now() - began, milliseconds(1'000));
    for (auto& search : searches)
        EXPECT_EQ(search.get().value().retry_after_s, 5);
    EXPECT_LT(steady_clock::now() - began, seconds(6));
}

TEST_P(SearchesTest, TheSearchAfterAnInterruptedOneSucceeds) {
    for (int i = 0; i < 4; ++i)
        EXPECT_TRUE(submit(Mode::search, endless(milliseconds(50))).get());
    Job job;
    job.run = [](Transaction&) { return true; };
    job.deadline = steady_clock::now() + seconds(60);
    EXPECT_FALSE(submit(Mode::search, std::move(job)).get());
}

TEST_P(SearchesTest, AReadWhoseClientIsGoneDoesNotRun) {
    std::stop_source client;
    client.request_stop();
    Job job;
    bool has_run = false;
    job.run = [&has_run](Transaction&) { return has_run = true; };
    job.unwanted = client.get_token();
    EXPECT_TRUE(submit(Mode::read, std::move(job)).get());
    EXPECT_FALSE(has_run);
}

// On PostgreSQL such a search runs until its deadline.
TEST_P(SearchesTest, ASearchWhoseClientGoesIsInterrupted) {
    if (!isSqlite())
        GTEST_SKIP();
    std::stop_source client;
    std::latch runs(1);
    Job job;
    job.run = [&runs](Transaction& transaction) {
        runs.count_down();
        return transaction.number(kEndless).has_value();
    };
    job.unwanted = client.get_token();
    auto ended = submit(Mode::search, std::move(job));
    runs.wait();
    client.request_stop();
    EXPECT_EQ(ended.get().value().kind, ErrorKind::unavailable);
}

}  // namespace antrean::db
