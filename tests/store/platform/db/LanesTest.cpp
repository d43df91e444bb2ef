// What waits for the same rows shares a transaction (docs/decisions/0039).
#include "store/platform/db/PairsTest.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <functional>
#include <future>
#include <latch>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace antrean::db {

namespace {

constexpr Query kTransactionId{
    "test.transaction_id", "", "SELECT CAST(CAST(pg_current_xact_id() AS TEXT) AS BIGINT)"};

class LanesTest : public PairsTest {
protected:
    using Run = std::function<bool(Transaction&)>;
    using Ends = std::vector<std::string>;

    // All of them wait in one lane while its first job runs. Returns their errors' causes, or
    // "done".
    Ends runInLane(std::vector<Run> runs) const { return runInLane(*database_, std::move(runs)); }

    static Ends runInLane(Database& database, std::vector<Run> runs) {
        std::promise<void> first_runs;
        std::promise<void> all_wait;
        auto const may_go_on = all_wait.get_future().share();
        Ends ends(runs.size());
        std::latch ended(static_cast<std::ptrdiff_t>(runs.size()) + 1);
        auto const push = [&](Run run, std::string* end) {
            Job job;
            job.lane = "one";
            job.run = std::move(run);
            job.done = [&ended, end](std::optional<Error> const& error) {
                if (end != nullptr)
                    *end = error ? error->cause : "done";
                ended.count_down();
            };
            database.run(Mode::write, std::move(job));
        };
        push(
            [&first_runs, may_go_on](Transaction&) {
                first_runs.set_value();
                may_go_on.wait();
                return true;
            },
            nullptr
        );
        first_runs.get_future().wait();
        for (std::size_t i = 0; i < runs.size(); ++i)
            push(std::move(runs[i]), &ends[i]);
        all_wait.set_value();
        ended.wait();
        return ends;
    }

    static Run raising(std::int64_t id) {
        return [id](Transaction& transaction) {
            return transaction.run(kRaise, {{"id", id}}) == 1;
        };
    }

    // Notes the transaction's id.
    static Run noting(std::int64_t& id) {
        return [&id](Transaction& transaction) {
            id = *transaction.number(kTransactionId);
            return true;
        };
    }
};
INSTANTIATE_TEST_SUITE_P(One, LanesTest, testing::Values("postgres"), test::kByEngine);

}  // namespace

TEST_P(LanesTest, WritesOfALaneThatWaitShareATransaction) {
    std::vector<std::int64_t> ids(3);
    auto const ends = runInLane({
        noting(ids[0]),
        noting(ids[1]),
        noting(ids[2]),
    });
    EXPECT_EQ(ends, Ends(3, "done"));
    EXPECT_NE(ids[0], 0);
    EXPECT_EQ(ids[1], ids[0]);
    EXPECT_EQ(ids[2], ids[0]);
}

TEST_P(LanesTest, ARefusedJobOfALaneIsUndoneAlone) {
    int runs = 0;
    auto const ends = runInLane({
        raising(1),
        [&runs](Transaction& transaction) {
            ++runs;
            transaction.run(kRaise, {{"id", 1}});
            return false;
        },
        raising(2),
        [](Transaction& transaction) {
            transaction.run(kRaise, {{"id", 2}});
            return false;
        },
        raising(2),
    });
    EXPECT_EQ(ends, Ends(5, "done"));
    EXPECT_EQ(runs, 2);
    EXPECT_EQ(sum(), 3);
}

TEST_P(LanesTest, AFailedJobOfALaneLeavesTheOthersTheirChanges) {
    auto const ends = runInLane({
        raising(1),
        [](Transaction& transaction) {
            return transaction.run(kInsert, {{"id", 1}}) == 1;
        },
        [](Transaction&) -> bool { throw std::runtime_error("a bug"); },
        raising(2),
    });
    ASSERT_EQ(ends.size(), 4U);
    EXPECT_EQ(ends[0], "done");
    EXPECT_NE(ends[1], "done");
    EXPECT_EQ(ends[2], "a bug");
    EXPECT_EQ(ends[3], "done");
    EXPECT_EQ(sum(), 2);
}

TEST_P(LanesTest, AConnectionThatIsLostInALaneIsMadeAnew) {
    bool is_first = true;
    auto const ends = runInLane({
        raising(1),
        [&](Transaction& transaction) {
            if (std::exchange(is_first, false))
                kill(*transaction.number(kOwnPid));
            return transaction.run(kRaise, {{"id", 2}}) == 1;
        },
        raising(1),
    });
    EXPECT_EQ(ends, Ends(3, "done"));
    EXPECT_EQ(sum(), 3);
}

TEST_P(LanesTest, ALaneWhoseCommitIsLostIsNotRunAgain) {
    int runs = 0;
    auto const ends = runInLane({
        [&runs](Transaction& transaction) {
            ++runs;
            return transaction.run(kRaise, {{"id", 1}}) == 1;
        },
        [this](Transaction& transaction) {
            kill(*transaction.number(kOwnPid));
            return true;
        },
    });
    EXPECT_EQ(std::ranges::count(ends, "done"), 0);
    EXPECT_EQ(runs, 1);
    EXPECT_EQ(sum(), 0);
}

// Two programs register patients at two doctors of one poly, in opposite orders.
TEST_P(LanesTest, LanesOfTwoProgramsDoNotLockEachOther) {
    auto const other = open(settings_);
    std::atomic<int> runs{0};
    auto const raise = [&runs](Database& database, std::int64_t first, std::int64_t second) {
        std::vector<Run> all;
        for (int i = 0; i < 100; ++i)
            all.emplace_back([&runs, id = i % 2 == 0 ? first : second](Transaction& transaction) {
                ++runs;
                return transaction.run(kRaise, {{"id", id}}) == 1;
            });
        EXPECT_EQ(runInLane(database, std::move(all)), Ends(100, "done"));
    };
    std::thread thread([&] { raise(*other, 2, 1); });
    raise(*database_, 1, 2);
    thread.join();
    EXPECT_EQ(runs, 200);
    EXPECT_EQ(sum(), 200);
}

}  // namespace antrean::db
