#include "harness/ClinicDay.hpp"
#include "queue/ServedNumbers.hpp"
#include "queue/Transitions.hpp"

#include <chrono>

namespace antrean::queue {

namespace {

constexpr auto kMoveBehindTheLedger = test::same(
    "test.move_behind_the_ledger", "UPDATE reservations SET status_id = :status_id WHERE id = :id"
);

class ServedNumbersTest : public test::ClinicDay {
protected:
    void SetUp() override {
        ClinicDay::SetUp();
        ledger_.listen([this](ledger::Event const& event) { served_.onEvent(event); });
    }

    // A visit of kDay that the nurse has called.
    std::int64_t callOne() {
        std::int64_t id = 0;
        write([this, &id](db::Transaction& transaction) {
            id = book(transaction, kDay.date).id;
            ASSERT_TRUE(callToAnamnesa(transaction, id, step()));
        });
        return id;
    }

    std::optional<std::int64_t> shownAtAnamnesa(std::chrono::milliseconds later = {}) {
        std::optional<std::int64_t> number;
        read([this, later, &number](db::Transaction& transaction) {
            auto const now = moment_.instant + later;
            number = served_.get(transaction, kDay, *directory_, now).anamnesa;
        });
        return number;
    }

    inline static Day const kDay{test::kPolyId, "2029-01-01"};
    ServedNumbers served_;
};
INSTANTIATE_EACH_ENGINE(ServedNumbersTest);

}  // namespace

TEST_P(ServedNumbersTest, ACommittedCallIsShownAtOnce) {
    EXPECT_EQ(shownAtAnamnesa(), std::nullopt);
    auto const id = callOne();
    EXPECT_EQ(shownAtAnamnesa(), 1);
    write([this, id](db::Transaction& transaction) {
        ASSERT_TRUE(sendToWaitingDoctor(transaction, id, step()));
    });
    EXPECT_EQ(shownAtAnamnesa(), std::nullopt);
}

TEST_P(ServedNumbersTest, ARefusedTransactionChangesNothing) {
    auto const id = callOne();
    EXPECT_EQ(shownAtAnamnesa(), 1);
    auto const refused = database_->write<void>([this, id](db::Transaction& transaction) {
        EXPECT_TRUE(finish(transaction, id, step()));
        return Result<void>(Error::of(ErrorKind::invalid, "no"));
    });
    EXPECT_FALSE(refused);
    EXPECT_EQ(shownAtAnamnesa(), 1);
}

TEST_P(ServedNumbersTest, ANumberThatMovedAwayIsShownNoMore) {
    auto const id = callOne();
    EXPECT_EQ(shownAtAnamnesa(), 1);
    auto edited = ledger::Event{};
    edited.kind = ledger::kEdited;
    edited.poly_id = test::kPolyId + 1;
    edited.date = kDay.date;
    write([id](db::Transaction& transaction) {
        transaction.run(kMoveBehindTheLedger, {{"status_id", 5}, {"id", id}});
    });
    served_.onEvent(edited);
    EXPECT_EQ(shownAtAnamnesa(), std::nullopt);
}

TEST_P(ServedNumbersTest, AChangeByAnotherProgramIsShownWithinAQuarterOfASecond) {
    auto const id = callOne();
    EXPECT_EQ(shownAtAnamnesa(), 1);
    write([id](db::Transaction& transaction) {
        transaction.run(kMoveBehindTheLedger, {{"status_id", 5}, {"id", id}});
    });
    EXPECT_EQ(shownAtAnamnesa(ServedNumbers::kKeptFor), std::nullopt);
}

TEST_P(ServedNumbersTest, AClockSetBackShowsNothingOld) {
    auto const id = callOne();
    EXPECT_EQ(shownAtAnamnesa(), 1);
    write([id](db::Transaction& transaction) {
        transaction.run(kMoveBehindTheLedger, {{"status_id", 5}, {"id", id}});
    });
    EXPECT_EQ(shownAtAnamnesa(std::chrono::milliseconds(-1)), std::nullopt);
}

}  // namespace antrean::queue
