#include "harness/ClinicDay.hpp"
#include "harness/Prepares.hpp"
#include "ledger/Sql.hpp"
#include "patient/Sql.hpp"
#include "visit/Sql.hpp"
#include "visit/VisitStore.hpp"

namespace antrean::visit {

namespace {

class QueueNumbersTest : public test::ClinicDay {
protected:
    Visit visit(db::Transaction& transaction) const {
        return findVisit(transaction, book(transaction, kDate).id).value();
    }

    static constexpr char const* kDate = "2029-01-01";
};
INSTANTIATE_EACH_ENGINE(QueueNumbersTest);

}  // namespace

TEST_P(QueueNumbersTest, EveryQueryPrepares) {
    test::expectEveryQueryPrepares(*database_, sql::kAll);
    test::expectEveryQueryPrepares(*database_, patient::sql::kAll);
    test::expectEveryQueryPrepares(*database_, ledger::sql::kAll);
}

TEST_P(QueueNumbersTest, CountsUpFromOneForEachPolyAndDay) {
    write([](db::Transaction& transaction) {
        EXPECT_EQ(nextNumber(transaction, 1, kDate), 1);
        EXPECT_EQ(nextNumber(transaction, 1, kDate), 2);
        EXPECT_EQ(nextNumber(transaction, 2, kDate), 1);
        EXPECT_EQ(nextNumber(transaction, 1, "2029-01-02"), 1);
        EXPECT_EQ(nextNumber(transaction, 1, kDate), 3);
    });
}

TEST_P(QueueNumbersTest, ACounterIsRaisedAndNeverLowered) {
    write([](db::Transaction& transaction) {
        raiseCounter(transaction, 1, kDate, 5);
        raiseCounter(transaction, 1, kDate, 3);
        EXPECT_EQ(nextNumber(transaction, 1, kDate), 6);
    });
}

TEST_P(QueueNumbersTest, ARolledBackNumberIsGivenAgain) {
    auto const refused = database_->write<void>([](db::Transaction& transaction) -> Result<void> {
        EXPECT_EQ(nextNumber(transaction, 1, kDate), 1);
        return Error::refused("no");
    });
    EXPECT_FALSE(refused);
    write([](db::Transaction& transaction) { EXPECT_EQ(nextNumber(transaction, 1, kDate), 1); });
}

TEST_P(QueueNumbersTest, ANumberIsTakenByWhoeverElseHasIt) {
    write([this](db::Transaction& transaction) {
        auto const one = visit(transaction);
        auto two = visit(transaction);
        EXPECT_FALSE(isNumberTaken(transaction, one));
        two.queue_number = one.queue_number;
        EXPECT_TRUE(isNumberTaken(transaction, two));
        two.queue_poly_id = 2;
        EXPECT_FALSE(isNumberTaken(transaction, two));
    });
}

TEST_P(QueueNumbersTest, AVacatedNumberIsTakenForEverybodyButItsFormerHolder) {
    write([this](db::Transaction& transaction) {
        auto holder = visit(transaction);
        auto const left = holder;
        vacateNumber(transaction, holder);
        vacateNumber(transaction, holder);  // as if it comes back and leaves again
        holder.queue_date = "2029-01-02";
        moveQueue(transaction, holder, moment_.timestamp);
        EXPECT_FALSE(isNumberTaken(transaction, left));
        auto other = visit(transaction);
        other.queue_number = left.queue_number;
        EXPECT_TRUE(isNumberTaken(transaction, other));
    });
}

}  // namespace antrean::visit
