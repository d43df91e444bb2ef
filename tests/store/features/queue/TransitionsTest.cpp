#include "harness/ClinicDay.hpp"
#include "harness/Prepares.hpp"
#include "queue/CallNext.hpp"
#include "queue/Sql.hpp"
#include "queue/Transitions.hpp"

#include <thread>
#include <vector>

namespace antrean::queue {

namespace {

struct Entry {
    std::string kind;
    std::optional<std::int64_t> before_status_id;
    std::int64_t after_status_id;

    bool operator==(Entry const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Entry, (), (kind, before_status_id, after_status_id))

constexpr auto kEntries = test::same(
    "test.entries",
    "SELECT kind, before_status_id, after_status_id FROM events"
    " WHERE reservation_id = :id ORDER BY seq"
);

class TransitionsTest : public test::ClinicDay {
protected:
    std::int64_t bookOne(db::Transaction& transaction) const {
        return book(transaction, kDay.date).id;
    }
    static std::vector<Entry> entries(db::Transaction& transaction, std::int64_t id) {
        return transaction.all<Entry>(kEntries, {{"id", id}});
    }

    inline static Day const kDay{test::kPolyId, "2029-01-01"};
};
INSTANTIATE_EACH_ENGINE(TransitionsTest);

}  // namespace

TEST_P(TransitionsTest, EveryQueryPrepares) {
    test::expectEveryQueryPrepares(*database_, sql::kAll);
}

TEST_P(TransitionsTest, ARefusedCallLeavesNoTraceInTheLedger) {
    write([this](db::Transaction& transaction) {
        auto const id = bookOne(transaction);
        for (auto calls = 0; calls < kCallsMax; ++calls)
            ASSERT_TRUE(callToAnamnesa(transaction, id, step()));
        auto const refused = callToDoctor(transaction, id, step());
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().message, "Maximum number of calls reached (3 times)");
        EXPECT_EQ(entries(transaction, id).size(), 4U);
        EXPECT_EQ(callToDoctor(transaction, id + 1, step()).error().kind, ErrorKind::not_found);
    });
}

TEST_P(TransitionsTest, EachMoveIsOneEntryFromStatusToStatus) {
    write([this](db::Transaction& transaction) {
        auto const id = bookOne(transaction);
        for (auto const transition :
             {callToAnamnesa,
              sendToWaitingDoctor,
              callToDoctor,
              finish,
              markNoShow,
              cancel,
              cancel})
            ASSERT_TRUE(transition(transaction, id, step()));
        std::vector<Entry> const expected{
            {"registered", std::nullopt, 1},
            {"anamnesa", 1, 2},
            {"waiting_doctor", 2, 3},
            {"with_doctor", 3, 4},
            {"done", 4, 5},
            {"no_show", 5, 6},
            {"cancelled", 6, 7},
            {"cancelled", 7, 7},
        };
        EXPECT_EQ(entries(transaction, id), expected);
    });
}

TEST_P(TransitionsTest, TheCallTimeIsTheWallTimeOfTheFirstCall) {
    write([this](db::Transaction& transaction) {
        auto const id = bookOne(transaction);
        moment_ = at(1'861'894'799);
        EXPECT_EQ(callToDoctor(transaction, id, step())->call_time, "23:59:59");
        moment_ = at(1'861'894'801);
        auto const again = callToDoctor(transaction, id, step());
        EXPECT_EQ(again->call_time, "23:59:59");
        EXPECT_EQ(again->queue_updated_at, moment_.timestamp);
    });
}

TEST_P(TransitionsTest, CallingNextFinishesThenCalls) {
    write([this](db::Transaction& transaction) {
        auto const one = bookOne(transaction);
        auto const two = bookOne(transaction);
        for (auto const id : {two, one})
            ASSERT_TRUE(sendToWaitingDoctor(transaction, id, step()));
        EXPECT_EQ(callNext(transaction, kDay, step()).current->id, one);
        auto const next = callNext(transaction, kDay, step());
        EXPECT_EQ(next.finished->id, one);
        EXPECT_EQ(next.current->id, two);
        auto const last = callNext(transaction, kDay, step());
        EXPECT_EQ(last.finished->id, two);
        EXPECT_FALSE(last.current);
        EXPECT_EQ(entries(transaction, two).back(), (Entry{"done", 4, 5}));
        EXPECT_FALSE(callNext(transaction, kDay, step()).finished);
    });
}

// Only PostgreSQL lets two transactions write at a time.
TEST_P(TransitionsTest, AVisitThatIsMovedWhileCallNextWaitsForItsLockIsNotCalled) {
    static constexpr auto kWaiting = test::same(
        "test.waiting_for_lock",
        "SELECT COUNT(*) AS waiting FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
    );
    if (engine() != db::Engine::postgres)
        GTEST_SKIP();
    std::int64_t moved_id = 0;
    std::int64_t next_id = 0;
    write([&](db::Transaction& transaction) {
        moved_id = bookOne(transaction);
        next_id = bookOne(transaction);
        for (auto const id : {moved_id, next_id})
            ASSERT_TRUE(sendToWaitingDoctor(transaction, id, step()));
    });
    CallNext called;
    std::thread caller;
    write([&](db::Transaction& transaction) {
        ASSERT_TRUE(markNoShow(transaction, moved_id, step()));
        caller = std::thread([&] {
            write([&](db::Transaction& other) { called = callNext(other, kDay, step()); });
        });
        while (transaction.number(kWaiting) == 0)
            std::this_thread::yield();
    });
    caller.join();
    ASSERT_TRUE(called.current);
    EXPECT_EQ(called.current->id, next_id);
    read([moved_id](db::Transaction& transaction) {
        EXPECT_EQ(entries(transaction, moved_id).back(), (Entry{"no_show", 3, 6}));
    });
}

TEST_P(TransitionsTest, OfSeveralWithTheDoctorTheOneCalledLastIsToldAsFinished) {
    write([this](db::Transaction& transaction) {
        auto const one = bookOne(transaction);
        auto const two = bookOne(transaction);
        auto const three = bookOne(transaction);
        // All within a second.
        for (auto const id : {two, three, one}) {
            ASSERT_TRUE(callToDoctor(transaction, id, step()));
            moment_.instant += std::chrono::microseconds(1);
        }
        EXPECT_EQ(callNext(transaction, kDay, step()).finished->id, one);
        for (auto const id : {two, one})
            ASSERT_TRUE(callToDoctor(transaction, id, step()));
        EXPECT_EQ(callNext(transaction, kDay, step()).finished->id, two) << "the higher number";
    });
}

}  // namespace antrean::queue
