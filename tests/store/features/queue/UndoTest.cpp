#include "delivery/Outbox.hpp"
#include "harness/ClinicDay.hpp"
#include "queue/CallNext.hpp"
#include "queue/Transitions.hpp"
#include "queue/Undo.hpp"

#include <chrono>

namespace antrean::queue {

namespace {

class UndoTest : public test::ClinicDay {
protected:
    // "" when the move was taken back; otherwise why not.
    std::string undoAfter(db::Transaction& transaction, std::int64_t id, Instant::duration later) {
        auto const start = moment_.instant;
        moment_.instant += later;
        auto const undone = undo(transaction, id, step(), {std::chrono::seconds(60)}, outbox_);
        moment_.instant = start;
        return undone ? std::string() : undone.error().message;
    }

    delivery::Outbox const outbox_{delivery::DeliverySettings{}};
    inline static Day const kDay{test::kPolyId, "2029-01-01"};
};
INSTANTIATE_EACH_ENGINE(UndoTest);

}  // namespace

TEST_P(UndoTest, AMoveStaysOpenForItsTimeByWhicheverWayTheClockWasSet) {
    write([this](db::Transaction& transaction) {
        auto const id = book(transaction, kDay.date).id;
        constexpr std::chrono::seconds kLimit{60};
        constexpr std::chrono::microseconds kMoment{1};
        for (auto const later : {Instant::duration(kLimit), Instant::duration(-kLimit)}) {
            ASSERT_TRUE(callToAnamnesa(transaction, id, step()));
            auto const beyond = later + (later > Instant::duration() ? kMoment : -kMoment);
            EXPECT_EQ(undoAfter(transaction, id, beyond), kUndoTooLate.message);
            EXPECT_EQ(undoAfter(transaction, id, later), "");
        }
    });
}

TEST_P(UndoTest, AnUndoneCallLeavesNoMarkOnTheOrderOfCalls) {
    write([this](db::Transaction& transaction) {
        auto const one = book(transaction, kDay.date).id;
        auto const two = book(transaction, kDay.date).id;
        for (auto const id : {one, two, one})
            ASSERT_TRUE(callToDoctor(transaction, id, step()));
        auto const served = [&] {
            return findCurrentNumbers(transaction, kDay, *directory_).with_doctor;
        };
        EXPECT_EQ(served(), 1);
        EXPECT_EQ(undoAfter(transaction, one, {}), "");
        EXPECT_EQ(served(), 2);
    });
}

TEST_P(UndoTest, ACallNextBySeveralVisitsIsOneMove) {
    write([this](db::Transaction& transaction) {
        auto const one = book(transaction, kDay.date).id;
        auto const two = book(transaction, kDay.date).id;
        auto const three = book(transaction, kDay.date).id;
        for (auto const id : {one, two})
            ASSERT_TRUE(callToDoctor(transaction, id, step()));
        ASSERT_TRUE(sendToWaitingDoctor(transaction, three, step()));
        callNext(transaction, kDay, step());
        auto const undone =
            undo(transaction, two, step(), {std::chrono::seconds(60)}, outbox_).value();
        EXPECT_EQ(undone.others.size(), 2U);
        EXPECT_EQ(undone.visit.status_id, directory_->statusId(clinic::Station::with_doctor));
        EXPECT_EQ(findCurrentNumbers(transaction, kDay, *directory_).with_doctor, 2);
        EXPECT_EQ(callNext(transaction, kDay, step()).current->id, three);
    });
}

}  // namespace antrean::queue
