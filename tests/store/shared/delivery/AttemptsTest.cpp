#include "store/shared/delivery/Courier.hpp"

namespace antrean::delivery {

namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using Bodies = std::vector<std::string>;

class AttemptsTest : public CourierTest {};
INSTANTIATE_EACH_ENGINE(AttemptsTest);

Verdict failure(std::string reason) {
    return {Verdict::Kind::retry, std::move(reason)};
}

Verdict noAnswer() {
    return {Verdict::Kind::unanswered, "timed out"};
}

}  // namespace

TEST_P(AttemptsTest, WhatIsUnwantedIsCancelledWithAReason) {
    auto const id = here_->add("a", "a1").id;
    here_->carrier->unwanted = "the patient is inside";
    EXPECT_TRUE(here_->takeAll().empty());
    EXPECT_EQ(here_->reasons, Bodies{"the patient is inside"});
    EXPECT_EQ(here_->row(id).state, "cancelled");
    EXPECT_EQ(here_->row(id).reason, "the patient is inside");
    EXPECT_EQ(here_->row(id).attempts, 0);
    EXPECT_EQ(here_->carrier->settled, Bodies{"a1 cancelled the patient is inside"});
}

TEST_P(AttemptsTest, ACarriersPauseIsNoAttempt) {
    auto const id = here_->add("a", "a1").id;
    here_->carrier->not_before = here_->now + minutes(10);
    EXPECT_TRUE(here_->takeAll().empty());
    EXPECT_EQ(here_->row(id).attempts, 0);
    here_->now += minutes(10) - seconds(1);
    EXPECT_TRUE(here_->takeAll().empty());
    here_->now += seconds(1);
    EXPECT_EQ(bodiesOf(here_->takeAll()), Bodies{"a1"});
}

TEST_P(AttemptsTest, WhatCannotBeComposedIsTriedAgain) {
    auto const id = here_->add("a", "a1").id;
    here_->carrier->problem = "no WhatsApp number is set";
    EXPECT_TRUE(here_->takeAll().empty());
    EXPECT_EQ(here_->reasons, Bodies{"no WhatsApp number is set"});
    EXPECT_EQ(here_->row(id).attempts, 1);
    EXPECT_EQ(here_->row(id).reason, "no WhatsApp number is set");
    here_->carrier->problem.reset();
    here_->now += seconds(1);
    EXPECT_EQ(bodiesOf(here_->takeAll()), Bodies{"a1"});
}

TEST_P(AttemptsTest, WhatIsRefusedFailsAtOnce) {
    auto const id = here_->add("a", "a1").id;
    auto const attempts = here_->takeAll();
    EXPECT_EQ(
        here_->end(attempts.at(0), {Verdict::Kind::refused, "no such number"}), State::failed
    );
    EXPECT_EQ(here_->row(id).state, "failed");
    EXPECT_EQ(here_->row(id).reason, "no such number");
    EXPECT_EQ(here_->carrier->settled, Bodies{"a1 failed no such number"});
}

TEST_P(AttemptsTest, WhatIsDeliveredKeepsTheReceiversId) {
    auto const id = here_->add("a", "a1").id;
    auto const attempts = here_->takeAll();
    here_->end(attempts.at(0), {Verdict::Kind::delivered, {}, "remote-7"});
    EXPECT_EQ(here_->row(id).state, "delivered");
    EXPECT_EQ(here_->row(id).remote_id, "remote-7");
    EXPECT_EQ(here_->row(id).attempts, 1);
    EXPECT_EQ(here_->row(id).reason, std::nullopt);
    EXPECT_EQ(here_->carrier->settled, Bodies{"a1 delivered "});
}

TEST_P(AttemptsTest, WhatBecameWorthlessIsNotSent) {
    Message message{"test", "a", "http://a", "your turn is near"};
    message.give_up_at = here_->now + minutes(30);
    auto const id = here_->add(message).id;
    auto const attempts = here_->takeAll();
    here_->end(attempts.at(0), failure("down"));
    here_->now += minutes(30);
    EXPECT_TRUE(here_->takeAll().empty());
    EXPECT_EQ(here_->row(id).state, "failed");
    EXPECT_EQ(here_->row(id).reason, "Not delivered in time: down");
}

TEST_P(AttemptsTest, NobodyTriesLongerThanADay) {
    auto const id = here_->add("a", "a1").id;
    auto const end = here_->now + hours(24);
    for (auto row = here_->row(id); row.state == "pending"; row = here_->row(id)) {
        if (row.attempts > 0)
            here_->now = fromMs(row.next_attempt_at_ms.value());
        for (auto const& attempt : here_->takeAll())
            here_->end(attempt, failure("down"));
    }
    EXPECT_EQ(here_->row(id).state, "failed");
    EXPECT_EQ(here_->row(id).reason, "down");
    EXPECT_GT(here_->now, end - minutes(6));
    EXPECT_LT(here_->now, end);
}

TEST_P(AttemptsTest, AnOpenBreakerHoldsBackOnlyItsTarget) {
    for (int i = 0; i < 5; ++i)
        here_->add("a" + std::to_string(i), "a", "http://down/x");
    for (auto const& attempt : here_->takeAll())
        here_->end(attempt, failure("down"));
    auto const held = here_->add("b", "b1", "http://down/y").id;
    here_->add("c", "c1", "http://well");
    EXPECT_EQ(bodiesOf(here_->takeAll()), Bodies{"c1"});
    EXPECT_EQ(here_->reasons, Bodies{"down"});
    EXPECT_EQ(here_->row(held).attempts, 0);
    here_->now += Breakers::kFirstPause;
    EXPECT_EQ(here_->takeAll().size(), 1U) << "one probe";
}

TEST_P(AttemptsTest, ATransactionThatRunsTwiceTakesOneCallOfTheTarget) {
    here_->add("a", "a1");
    auto const due = here_->write<std::vector<Delivery>>([this](db::Transaction& transaction) {
        return listDue(transaction, here_->now, "here", 10);
    });
    Attempts const attempts({here_->carrier}, here_->breakers, "here", [] { return 0.0; });
    Taken taken;
    for (int run = 0; run < 20; ++run) {
        auto const rolled_back = database_->write<void>([&](db::Transaction& transaction) {
            taken = {};
            taken = attempts.take(transaction, due.at(0), here_->time());
            EXPECT_TRUE(taken.attempt);
            return Result<void>(Error::refused("again"));
        });
        EXPECT_FALSE(rolled_back);
    }
    taken = {};
    EXPECT_EQ(here_->takeAll().size(), 1U);
}

TEST_P(AttemptsTest, StaffHaveAFailedDeliverySentAgainUnderItsId) {
    auto const id = here_->add("a", "a1").id;
    auto const attempts = here_->takeAll();
    here_->end(attempts.at(0), {Verdict::Kind::refused, "no"});
    here_->now += hours(30);
    here_->sendAgain(id);
    auto const again = here_->takeAll();
    ASSERT_EQ(again.size(), 1U);
    EXPECT_EQ(again[0].delivery.event_id, attempts[0].delivery.event_id);
    EXPECT_EQ(here_->end(again[0], failure("down")), State::pending);
}

TEST_P(AttemptsTest, ARowThatIsLeasedWithItsInsertIsSentByOneProcessOnly) {
    Courier there(*database_, "there");
    auto const taken = here_->addAndTake("a", "a1");
    ASSERT_TRUE(taken.attempt);
    EXPECT_EQ(here_->row(taken.attempt->delivery.id).state, "sending");
    here_->now = there.now += kLease - seconds(1);
    EXPECT_TRUE(there.takeAll().empty());
    EXPECT_TRUE(here_->takeAll().empty());
    here_->end(*taken.attempt, {Verdict::Kind::delivered, {}});
    there.now += seconds(2);
    EXPECT_TRUE(there.takeAll().empty());
}

TEST_P(AttemptsTest, ARowThatIsLeasedWithItsInsertByAProcessThatDiesIsSentAfterTheLease) {
    Courier there(*database_, "there");
    auto const taken = here_->addAndTake("a", "a1");
    there.now += kLease + seconds(1);
    auto const again = there.takeAll();
    EXPECT_EQ(bodiesOf(again), Bodies{"a1"});
    EXPECT_EQ(again.at(0).delivery.event_id, taken.attempt->delivery.event_id);
}

TEST_P(AttemptsTest, ARowIsNotLeasedWithItsInsertWhileAnEarlierOneOfItsKeyIsOpen) {
    auto const first = here_->addAndTake("a", "a1");
    auto const second = here_->addAndTake("a", "a2");
    EXPECT_FALSE(second.attempt);
    EXPECT_EQ(second.reason, "");
    EXPECT_TRUE(here_->addAndTake("b", "b1").attempt);
    EXPECT_TRUE(here_->takeAll().empty());
    here_->end(*first.attempt, {Verdict::Kind::delivered, {}});
    EXPECT_EQ(bodiesOf(here_->takeAll()), Bodies{"a2"});
}

TEST_P(AttemptsTest, ARecipientThatAlwaysFailsHoldsUpNoOther) {
    for (auto const* bad : {"bad1", "bad2", "bad3"})
        here_->add(bad, bad);
    for (int round = 0; round < 20; ++round) {
        for (auto const& attempt : here_->takeAll())
            here_->end(attempt, failure("this one has no WhatsApp"));
        here_->now += seconds(10);
    }
    here_->takeAll();
    here_->add("good", "good1");
    EXPECT_EQ(bodiesOf(here_->takeAll()), Bodies{"good1"}) << "within the same second";
}

TEST_P(AttemptsTest, WithoutAnAnswerAMessageIsSentOnceMoreAtMost) {
    here_->carrier->is_sent_twice_at_most = true;
    auto const id = here_->add("a", "a1").id;
    EXPECT_EQ(here_->end(here_->takeAll().at(0), noAnswer()), State::pending);
    here_->now += seconds(1);
    auto const again = here_->takeAll();
    ASSERT_EQ(bodiesOf(again), Bodies{"a1"});
    EXPECT_EQ(here_->end(again[0], noAnswer()), State::failed);
    EXPECT_EQ(here_->row(id).reason, "No answer twice, so it may have arrived: timed out");
}

TEST_P(AttemptsTest, AProcessThatDiesWhileItSendsHasSentOnce) {
    here_->carrier->is_sent_twice_at_most = true;
    auto const id = here_->add("a", "a1").id;
    for (int death = 0; death < 2; ++death) {
        EXPECT_EQ(bodiesOf(here_->takeAll()), Bodies{"a1"});
        here_->now += kLease + seconds(1);
    }
    EXPECT_TRUE(here_->takeAll().empty());
    EXPECT_EQ(here_->row(id).state, "failed");
}

TEST_P(AttemptsTest, WhatIsPutBackBeforeItIsSentLeavesNoDoubt) {
    here_->carrier->is_sent_twice_at_most = true;
    here_->add("a", "a1");
    for (int count = 0; count < 3; ++count) {
        here_->carrier->not_before = here_->now + seconds(10);
        EXPECT_TRUE(here_->takeAll().empty());
        here_->now += seconds(10);
    }
    EXPECT_EQ(bodiesOf(here_->takeAll()), Bodies{"a1"});
}

TEST_P(AttemptsTest, AClearAnswerIsNoReasonToStop) {
    here_->carrier->is_sent_twice_at_most = true;
    auto const id = here_->add("a", "a1").id;
    for (int count = 0; count < 5; ++count) {
        here_->end(here_->takeAll().at(0), failure("500"));
        here_->now += seconds(60);
    }
    EXPECT_EQ(here_->row(id).state, "pending");
}

TEST_P(AttemptsTest, WhoCanAskAsksBeforeItSendsAgain) {
    here_->carrier->is_sent_twice_at_most = here_->carrier->can_ask = true;
    auto const id = here_->add("a", "a1").id;
    here_->end(here_->takeAll().at(0), noAnswer());
    here_->now += seconds(1);
    auto const question = here_->takeAll();
    ASSERT_EQ(bodiesOf(question), Bodies{"a1?"});
    here_->end(question[0], {Verdict::Kind::delivered, {}, "remote-7"});
    EXPECT_EQ(here_->row(id).state, "delivered");
    EXPECT_EQ(here_->row(id).remote_id, "remote-7");
    EXPECT_EQ(here_->row(id).attempts, 1) << "a question is no attempt";
}

TEST_P(AttemptsTest, WhatTheReceiverDoesNotHaveIsSentAgainAtOnceButNotAThirdTime) {
    here_->carrier->is_sent_twice_at_most = here_->carrier->can_ask = true;
    auto const id = here_->add("a", "a1").id;
    Verdict const absent{Verdict::Kind::cleared, {}};
    here_->end(here_->takeAll().at(0), noAnswer());
    here_->now += seconds(1);
    here_->end(here_->takeAll().at(0), absent);
    auto const again = here_->takeAll();
    ASSERT_EQ(bodiesOf(again), Bodies{"a1"});
    here_->end(again[0], noAnswer());
    here_->now += seconds(10);
    auto const question = here_->takeAll();
    ASSERT_EQ(bodiesOf(question), Bodies{"a1?"});
    EXPECT_EQ(here_->end(question[0], absent), State::failed);
    EXPECT_EQ(here_->row(id).state, "failed");
}

TEST_P(AttemptsTest, AQuestionWithoutAnAnswerIsAskedAgainAndNothingIsSent) {
    here_->carrier->is_sent_twice_at_most = here_->carrier->can_ask = true;
    here_->add("a", "a1");
    here_->end(here_->takeAll().at(0), noAnswer());
    for (int count = 0; count < 5; ++count) {
        here_->now += seconds(60);
        auto const question = here_->takeAll();
        ASSERT_EQ(bodiesOf(question), Bodies{"a1?"});
        here_->end(question[0], count % 2 == 0 ? noAnswer() : failure("down"));
    }
}

TEST_P(AttemptsTest, ADeadProcessMakesTheNextOneAsk) {
    here_->carrier->can_ask = true;
    here_->add("a", "a1");
    here_->takeAll();
    write([this](db::Transaction& transaction) { releaseLeases(transaction, here_->now); });
    EXPECT_EQ(bodiesOf(here_->takeAll()), Bodies{"a1?"});
}

TEST_P(AttemptsTest, AClockThatWasAheadDelaysNothingOnceItIsRight) {
    here_->add("waits", "waits1");
    here_->takeAll();
    auto const right = here_->now;
    here_->now += hours(7);
    here_->carrier->not_before = here_->now + hours(9);
    here_->add("new", "new1");
    EXPECT_TRUE(here_->takeAll().empty());
    here_->carrier->not_before.reset();
    here_->now = right + kLease + seconds(1);
    here_->forgetPlans();
    EXPECT_EQ(bodiesOf(here_->takeAll()), (Bodies{"waits1", "new1"}));
}

TEST_P(AttemptsTest, WhatIsPlannedForLaterStaysPlanned) {
    Message later{"test", "a", "http://a", "later"};
    later.due_at = here_->now + hours(1);
    here_->add(later);
    here_->forgetPlans();
    EXPECT_TRUE(here_->takeAll().empty());
    here_->now += hours(1);
    EXPECT_EQ(bodiesOf(here_->takeAll()), Bodies{"later"});
}

TEST_P(AttemptsTest, WhatAnotherProcessIsSendingStaysItsOwn) {
    Courier there(*database_, "there");
    there.add("a", "a1");
    EXPECT_EQ(there.takeAll().size(), 1U);
    here_->forgetPlans();
    EXPECT_TRUE(here_->takeAll().empty());
}

TEST_P(AttemptsTest, WhatNobodyCarriesWaits) {
    auto const id = here_->add(Message{"unknown", "a", "http://a", "x"}).id;
    EXPECT_TRUE(here_->takeAll().empty());
    EXPECT_EQ(here_->row(id).state, "pending");
    EXPECT_EQ(here_->row(id).attempts, 0);
}

}  // namespace antrean::delivery
