#include "harness/ClinicDay.hpp"
#include "harness/Prepares.hpp"
#include "schedule/ScheduleBook.hpp"
#include "schedule/Sql.hpp"

namespace antrean::schedule {

namespace {

constexpr auto kBooked = test::same(
    "test.booked", "SELECT booked FROM schedule_bookings WHERE schedule_id = :id AND date = :date"
);

class ScheduleBookTest : public test::ClinicDay {
protected:
    static std::int64_t booked(db::Transaction& transaction, std::int64_t id) {
        return transaction.number(kBooked, {{"id", id}, {"date", kDate}}).value_or(-1);
    }

    static constexpr char const* kDate = "2029-01-01";
};
INSTANTIATE_EACH_ENGINE(ScheduleBookTest);

}  // namespace

TEST_P(ScheduleBookTest, EveryQueryPrepares) {
    test::expectEveryQueryPrepares(*database_, sql::kAll);
}

TEST_P(ScheduleBookTest, TakesSeatsUpToTheQuotaAndNotOneMore) {
    write([](db::Transaction& transaction) {
        auto const id = plan(transaction, kDate, 2);
        EXPECT_TRUE(takeSeat(transaction, id, kDate));
        EXPECT_TRUE(takeSeat(transaction, id, kDate));
        EXPECT_FALSE(takeSeat(transaction, id, kDate));
        EXPECT_EQ(booked(transaction, id), 2);
        releaseSeat(transaction, id, kDate);
        EXPECT_TRUE(takeSeat(transaction, id, kDate));
    });
}

TEST_P(ScheduleBookTest, AQuotaOfZeroOrLessHasNoFirstSeat) {
    write([](db::Transaction& transaction) {
        for (std::int64_t const quota : {0, -1}) {
            auto const id = plan(transaction, kDate, quota);
            EXPECT_FALSE(takeSeat(transaction, id, kDate));
            EXPECT_EQ(booked(transaction, id), -1);
        }
    });
}

TEST_P(ScheduleBookTest, NeverReleasesMoreSeatsThanWereTaken) {
    write([](db::Transaction& transaction) {
        auto const id = plan(transaction, kDate, 1);
        takeSeat(transaction, id, kDate);
        releaseSeat(transaction, id, kDate);
        releaseSeat(transaction, id, kDate);
        EXPECT_EQ(booked(transaction, id), 0);
    });
}

TEST_P(ScheduleBookTest, GivesASeatBackWhateverTheQuotaSays) {
    write([](db::Transaction& transaction) {
        auto const id = plan(transaction, kDate, 1);
        takeSeat(transaction, id, kDate);
        takeSeatAgain(transaction, id, kDate);
        EXPECT_EQ(booked(transaction, id), 2);
    });
}

TEST_P(ScheduleBookTest, TheNearestIsTheEarliestWithASeatFromTheDayOn) {
    write([](db::Transaction& transaction) {
        plan(transaction, "2028-12-31", std::nullopt);
        auto const late = plan(transaction, "2029-02-01", std::nullopt);
        auto const soon = plan(transaction, "2029-01-05", 1);
        EXPECT_EQ(takeNearestSeat(transaction, test::kPolyId, kDate), soon);
        EXPECT_EQ(takeNearestSeat(transaction, test::kPolyId, kDate), late);
        EXPECT_EQ(takeNearestSeat(transaction, test::kPolyId, "2029-02-02"), std::nullopt);
        EXPECT_EQ(takeNearestSeat(transaction, test::kPolyId + 1, kDate), std::nullopt);
    });
}

TEST_P(ScheduleBookTest, WithoutAQuotaThereIsAlwaysASeat) {
    write([](db::Transaction& transaction) {
        auto const id = plan(transaction, kDate, std::nullopt);
        for (int taken = 1; taken <= 3; ++taken) {
            EXPECT_TRUE(takeSeat(transaction, id, kDate));
            EXPECT_EQ(booked(transaction, id), taken);
        }
    });
}

TEST_P(ScheduleBookTest, ATrashedScheduleHasNoSeat) {
    static constexpr auto kTrash = test::same(
        "test.trash", "UPDATE schedules SET deleted_at = '2029-01-01 00:00:00' WHERE id = :id"
    );
    write([](db::Transaction& transaction) {
        auto const id = plan(transaction, kDate, 1);
        transaction.run(kTrash, {{"id", id}});
        EXPECT_FALSE(findOffer(transaction, id));
        EXPECT_FALSE(takeSeat(transaction, id, kDate));
        EXPECT_EQ(takeNearestSeat(transaction, test::kPolyId, kDate), std::nullopt);
    });
}

TEST_P(ScheduleBookTest, AnOfferSuitsItsPolyAndDay) {
    static constexpr auto kDoctorOfEveryPoly =
        test::same("test.every_poly", "UPDATE users SET poly_id = NULL WHERE id = :id");
    static constexpr auto kDoctorGone = test::same(
        "test.gone", "UPDATE users SET deleted_at = '2029-01-01 00:00:00' WHERE id = :id"
    );
    write([](db::Transaction& transaction) {
        auto const id = plan(transaction, kDate, 1);
        auto const offer = findOffer(transaction, id).value();
        EXPECT_TRUE(offer.suits(test::kPolyId, kDate));
        EXPECT_FALSE(offer.suits(test::kPolyId + 1, kDate));
        EXPECT_FALSE(offer.suits(test::kPolyId, "2029-01-02"));
        transaction.run(kDoctorOfEveryPoly, {{"id", test::kDoctorId}});
        EXPECT_TRUE(findOffer(transaction, id).value().suits(test::kPolyId + 1, kDate));
        transaction.run(kDoctorGone, {{"id", test::kDoctorId}});
        EXPECT_FALSE(findOffer(transaction, id));
    });
}

}  // namespace antrean::schedule
