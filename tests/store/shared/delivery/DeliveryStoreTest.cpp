#include "delivery/DeliveryStore.hpp"
#include "delivery/Sql.hpp"
#include "harness/Prepares.hpp"
#include "store/shared/delivery/Courier.hpp"

namespace antrean::delivery {

namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;
using Bodies = std::vector<std::string>;

class DeliveryStoreTest : public CourierTest {};
INSTANTIATE_EACH_ENGINE(DeliveryStoreTest);

}  // namespace

TEST_P(DeliveryStoreTest, EveryStatementPrepares) {
    test::expectEveryQueryPrepares(*database_, sql::kAll);
}

TEST_P(DeliveryStoreTest, MessagesOfAKeyGoOutOneAfterTheOther) {
    here_->add("a", "a1");
    here_->add("a", "a2");
    here_->add("b", "b1");
    auto const first = here_->takeAll();
    EXPECT_EQ(bodiesOf(first), (Bodies{"a1", "b1"}));
    EXPECT_EQ(bodiesOf(here_->takeAll()), Bodies{});
    here_->deliver(first);
    EXPECT_EQ(bodiesOf(here_->takeAll()), Bodies{"a2"});
}

TEST_P(DeliveryStoreTest, AMessageThatFailsHoldsUpThoseAfterIt) {
    here_->add("a", "a1");
    here_->add("a", "a2");
    auto const first = here_->takeAll();
    EXPECT_EQ(here_->end(first.at(0), {Verdict::Kind::retry, "down"}), State::pending);
    EXPECT_EQ(bodiesOf(here_->takeAll()), Bodies{});
    here_->now += seconds(1);
    EXPECT_EQ(bodiesOf(here_->takeAll()), Bodies{"a1"});
}

TEST_P(DeliveryStoreTest, TheNextOfAKeyIsTheOneThatMayGoOutNow) {
    auto const next = [this](Attempt const& after, std::string const& owner = "here") {
        auto const found = here_->write<std::optional<Delivery>>([&](db::Transaction& transaction) {
            return findNextOfKey(transaction, after.delivery, here_->now, owner);
        });
        return found ? found->body : "none";
    };
    here_->add("a", "a1");
    here_->add("b", "b1");
    auto const first = here_->takeAll();
    EXPECT_EQ(next(first.at(0)), "none") << "it is being sent itself";
    here_->add("a", "a2");
    EXPECT_EQ(next(first.at(0)), "none");
    here_->end(first[0], {Verdict::Kind::delivered, {}});
    EXPECT_EQ(next(first[0]), "a2");
    EXPECT_EQ(next(first[0], "there"), "none") << "it is kept for whoever wrote it";
    here_->end(first.at(1), {Verdict::Kind::retry, "down"});
    EXPECT_EQ(next(first[1]), "none") << "it waits for its own next attempt";
    here_->now += seconds(1);
    EXPECT_EQ(next(first[1]), "b1");
}

TEST_P(DeliveryStoreTest, KindsDoNotHoldEachOtherUp) {
    here_->add("a", "a1");
    here_->takeAll();
    here_->add(Message{"other", "a", "http://b", "b1"});
    read([this](db::Transaction& transaction) {
        auto const due = listDue(transaction, here_->now, "here", 10);
        ASSERT_EQ(due.size(), 1U);
        EXPECT_EQ(due[0].body, "b1");
    });
}

TEST_P(DeliveryStoreTest, WhatIsDueLaterHoldsUpNothing) {
    Message later{"test", "a", "http://a", "later"};
    later.due_at = here_->now + hours(1);
    here_->add(later);
    here_->add("a", "now");
    auto const first = here_->takeAll();
    EXPECT_EQ(bodiesOf(first), Bodies{"now"});
    here_->deliver(first);
    EXPECT_EQ(bodiesOf(here_->takeAll()), Bodies{});
    here_->now += hours(1);
    EXPECT_EQ(bodiesOf(here_->takeAll()), Bodies{"later"});
}

TEST_P(DeliveryStoreTest, AUniqueMessageIsWrittenOnce) {
    Message message{"test", "a", "http://a", "once"};
    message.unique_key = "test:1:2";
    auto const first = here_->add(message);
    EXPECT_TRUE(first.is_new);
    auto const second = here_->add(message);
    EXPECT_FALSE(second.is_new);
    here_->deliver(here_->takeAll());
    EXPECT_FALSE(here_->add(message).is_new);
    EXPECT_EQ(bodiesOf(here_->takeAll()), Bodies{});
}

TEST_P(DeliveryStoreTest, AMessageBelongsAtFirstToTheProcessThatWroteIt) {
    Courier there(*database_, "there");
    here_->add("a", "a1");
    EXPECT_EQ(bodiesOf(there.takeAll()), Bodies{});
    there.now += kKeptForWriter;
    EXPECT_EQ(bodiesOf(there.takeAll()), Bodies{"a1"});
    EXPECT_EQ(bodiesOf(here_->takeAll()), Bodies{});
}

TEST_P(DeliveryStoreTest, TwoProcessesNeverLeaseTheSameMessage) {
    Courier there(*database_, "there");
    here_->add("a", "a1");
    std::vector<Delivery> due;
    read([&](db::Transaction& transaction) { due = listDue(transaction, here_->now, "here", 10); });
    ASSERT_EQ(due.size(), 1U);
    auto const first = here_->take(due[0]);
    EXPECT_TRUE(first.attempt);
    EXPECT_FALSE(there.take(due[0]).attempt);
}

TEST_P(DeliveryStoreTest, ALeaseThatEndsGivesTheMessageToAnotherUnderTheSameId) {
    Courier there(*database_, "there");
    here_->add("a", "a1");
    auto const lost = here_->takeAll();
    ASSERT_EQ(lost.size(), 1U);
    there.now += kLease - milliseconds(1);
    EXPECT_EQ(bodiesOf(there.takeAll()), Bodies{});
    there.now += milliseconds(1);
    auto const again = there.takeAll();
    ASSERT_EQ(again.size(), 1U);
    EXPECT_EQ(again[0].delivery.event_id, lost[0].delivery.event_id);
    // A process that lost its lease cannot change the row any more.
    here_->end(lost[0], {Verdict::Kind::refused, "too late"});
    EXPECT_EQ(here_->row(lost[0].delivery.id).state, "sending");
    there.end(again[0], {Verdict::Kind::delivered, {}});
    EXPECT_EQ(here_->row(lost[0].delivery.id).state, "delivered");
}

TEST_P(DeliveryStoreTest, LeasesOfAProcessThatEndsAreFreeAtOnce) {
    Courier there(*database_, "there");
    here_->add("a", "a1");
    here_->add("b", "b1");
    EXPECT_EQ(here_->takeAll().size(), 2U);
    write([this](db::Transaction& transaction) { releaseLeasesOf(transaction, here_->now, "here"); }
    );
    EXPECT_EQ(bodiesOf(there.takeAll()), (Bodies{"a1", "b1"}));
    write([this](db::Transaction& transaction) { releaseLeases(transaction, here_->now); });
    EXPECT_EQ(bodiesOf(here_->takeAll()), (Bodies{"a1", "b1"}));
}

TEST_P(DeliveryStoreTest, AHindranceIsTheReasonOfTheMessageBefore) {
    here_->add("a", "a1");
    auto const second = here_->add("a", "a2").id;
    auto const hindrance = [this](std::int64_t id) {
        return here_->write<std::optional<std::string>>([&](db::Transaction& transaction) {
            return findHindrance(transaction, id, here_->now);
        });
    };
    auto const first = here_->takeAll();
    EXPECT_EQ(hindrance(second), std::nullopt);
    here_->end(first.at(0), {Verdict::Kind::retry, "down"});
    EXPECT_EQ(hindrance(second), "down");
    EXPECT_EQ(hindrance(first[0].delivery.id), std::nullopt);
}

TEST_P(DeliveryStoreTest, OldSettledMessagesAreRemovedPieceByPiece) {
    for (auto const* key : {"a", "b", "c"})
        here_->add(key, key);
    here_->deliver(here_->takeAll());
    here_->add("d", "open");
    auto const remove = [this](Instant before) {
        return here_->write<std::int64_t>([&](db::Transaction& transaction) {
            return removeSettled(transaction, before, 2);
        });
    };
    EXPECT_EQ(remove(here_->now), 0);
    EXPECT_EQ(remove(here_->now + seconds(1)), 2);
    EXPECT_EQ(remove(here_->now + seconds(1)), 1);
    EXPECT_EQ(remove(here_->now + seconds(1)), 0);
    EXPECT_EQ(bodiesOf(here_->takeAll()), Bodies{"open"});
}

}  // namespace antrean::delivery
