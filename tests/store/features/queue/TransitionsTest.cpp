#include "harness/ClinicDay.hpp"
#include "harness/Prepares.hpp"
#include "queue/CallNext.hpp"
#include "queue/Sql.hpp"
#include "queue/Transitions.hpp"

#include <chrono>
#include <cstdint>
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
        // All at the same instant.
        for (auto const id : {two, three, one})
            ASSERT_TRUE(callToDoctor(transaction, id, step()));
        EXPECT_EQ(callNext(transaction, kDay, step()).finished->id, one);
    });
}

TEST_P(TransitionsTest, AClockThatWasSetBackDoesNotBringBackAnOlderCall) {
    write([this](db::Transaction& transaction) {
        auto const one = bookOne(transaction);
        auto const two = bookOne(transaction);
        for (auto const call : {callToAnamnesa, callToDoctor}) {
            ASSERT_TRUE(call(transaction, two, step()));
            moment_.instant -= std::chrono::hours(1);
            ASSERT_TRUE(call(transaction, one, step()));
            auto const numbers = findCurrentNumbers(transaction, kDay, *directory_);
            auto const number = call == callToDoctor ? numbers.with_doctor : numbers.anamnesa;
            EXPECT_EQ(number, 1);
        }
        EXPECT_EQ(callNext(transaction, kDay, step()).finished->id, one);
    });
}

TEST_P(TransitionsTest, ACallNextSoonAfterAnotherOfTheSameUserIsItsSecondClick) {
    static constexpr std::chrono::milliseconds kDoubleClick{1'500};
    static constexpr std::int64_t kOtherUserId = test::kDoctorId + 1;
    static constexpr auto kInsertUser = test::same(
        "test.insert_user",
        "INSERT INTO users (id, name, email, password, username)"
        " VALUES (:id, 'Budi', 'budi@mail.com', '', 'budi')"
    );
    write([this](db::Transaction& transaction) {
        transaction.run(kInsertUser, {{"id", kOtherUserId}});
        std::vector<std::int64_t> ids;
        for (int i = 0; i < 5; ++i) {
            ids.push_back(bookOne(transaction));
            ASSERT_TRUE(sendToWaitingDoctor(transaction, ids.back(), step()));
        }
        auto const start = moment_.instant;
        auto const callAt = [&](std::chrono::milliseconds after, std::int64_t user_id) {
            moment_.instant = start + after;
            auto caller = step();
            visit::Step const by{caller.directory, caller.ledger, user_id, caller.moment};
            return callNext(transaction, kDay, by, {.double_click = kDoubleClick});
        };
        using std::chrono::milliseconds;
        EXPECT_EQ(callAt(milliseconds(0), test::kDoctorId).current->id, ids[0]);
        auto const second_click = callAt(milliseconds(1'499), test::kDoctorId);
        EXPECT_TRUE(second_click.is_repeated);
        EXPECT_EQ(second_click.current->id, ids[0]);
        EXPECT_EQ(second_click.called_at, start);
        EXPECT_EQ(callAt(milliseconds(1'500), test::kDoctorId).current->id, ids[1]);
        EXPECT_EQ(callAt(milliseconds(1'500), kOtherUserId).current->id, ids[2]);
        // The clock was set back by an hour.
        auto const later = callAt(-std::chrono::hours(1), kOtherUserId);
        EXPECT_FALSE(later.is_repeated);
        EXPECT_EQ(later.current->id, ids[3]);
        EXPECT_EQ(entries(transaction, ids[0]).size(), 4U);
    });
}

TEST_P(TransitionsTest, ASecondClickShowsTheVisitThatTheFirstOneFinished) {
    write([this](db::Transaction& transaction) {
        auto const one = bookOne(transaction);
        auto const two = bookOne(transaction);
        auto const three = bookOne(transaction);
        for (auto const id : {three, one, two})
            ASSERT_TRUE((id == three ? sendToWaitingDoctor : callToDoctor)(transaction, id, step())
            );
        CallNextConditions const conditions{.double_click = std::chrono::seconds(1)};
        for (auto const is_repeated : {false, true}) {
            auto const called = callNext(transaction, kDay, step(), conditions);
            EXPECT_EQ(called.is_repeated, is_repeated);
            EXPECT_EQ(called.finished->id, two);
            EXPECT_EQ(called.current->id, three);
        }
    });
}

}  // namespace antrean::queue
