#include "delivery/Attempts.hpp"

#include "db/Transaction.hpp"
#include "delivery/BackOff.hpp"
#include "delivery/FailureClass.hpp"
#include "delivery/Headers.hpp"

#include <algorithm>
#include <utility>

namespace antrean::delivery {
namespace {

// A newer or an older version of the program wrote the row, and may run again.
constexpr std::chrono::minutes kPauseOfUnknownKind{1};

std::string withLast(std::string_view reason, std::optional<std::string> const& last) {
    return std::string(reason) + (last ? ": " + *last : "");
}

}  // namespace

Attempts::Attempts(Carriers carriers, Breakers& breakers, std::string owner, Random random)
    : carriers_(std::move(carriers)),
      breakers_(breakers),
      owner_(std::move(owner)),
      random_(std::move(random)) {}

Carrier* Attempts::carrier(std::string_view kind) const {
    auto const found = std::ranges::find_if(carriers_, [kind](auto const& carrier) {
        return carrier->kind() == kind;
    });
    return found == carriers_.end() ? nullptr : found->get();
}

Taken Attempts::take(db::Transaction& transaction, Delivery const& delivery, Now now) const {
    auto leased = delivery;
    auto const* const found = carrier(delivery.kind);
    if (found != nullptr && !found->asks(delivery)) {
        ++leased.unanswered;
        leased.sent_at_ms = delivery.sent_at_ms.value_or(toMs(now.instant));
    }
    if (!leaseDelivery(transaction, leased, now.instant, owner_))
        return {};
    return takeLeased(transaction, delivery, now);
}

Taken Attempts::takeNew(db::Transaction& transaction, std::int64_t id, Now now) const {
    auto delivery = leaseNewDelivery(transaction, id, now.instant, owner_);
    if (!delivery)
        return {};
    delivery->unanswered = 0;
    delivery->sent_at_ms.reset();
    return takeLeased(transaction, *delivery, now);
}

Taken Attempts::takeLeased(db::Transaction& transaction, Delivery const& delivery, Now now) const {
    auto const instant = now.instant;
    auto* const found = carrier(delivery.kind);
    if (found == nullptr) {
        putBackDelivery(transaction, delivery, instant + kPauseOfUnknownKind, instant, owner_);
        return {};
    }
    auto const endAs = [&](State state, std::string reason) {
        Verdict const verdict{Verdict::Kind::refused, std::move(reason)};
        end(transaction, delivery, state, verdict, instant);
        return Taken{std::nullopt, verdict.reason};
    };
    auto const waitUntil = [&](Instant next, std::string reason) {
        putBackDelivery(transaction, delivery, next, instant, owner_);
        return Taken{std::nullopt, std::move(reason)};
    };
    if (toMs(instant) >= delivery.give_up_at_ms)
        return endAs(State::failed, withLast(kTooLate, delivery.reason));
    if (isHopeless(delivery))
        return endAs(State::failed, withLast(kNoAnswer, delivery.reason));
    if (auto reason = found->whyUnwanted(delivery, transaction))
        return endAs(State::cancelled, std::move(*reason));
    if (auto const next = found->notBefore(delivery, transaction, instant); next && *next > instant)
        return waitUntil(*next, {});
    auto call = found->compose(delivery, transaction);
    if (!call) {
        Verdict const verdict{Verdict::Kind::retry, call.error().message, {}, false};
        settle(transaction, delivery, toMs(instant), verdict, instant);
        return {std::nullopt, verdict.reason};
    }
    auto entered = breakers_.enter(originOf(call->url), found->recipientOf(delivery), now.steady);
    if (auto* const closed = std::get_if<Breakers::Closed>(&entered))
        return waitUntil(instant + closed->pause, std::move(closed->reason));
    for (auto& header : eventHeaders(delivery))
        call->headers.push_back(std::move(header));
    return {
        Attempt{
            delivery,
            toMs(instant),
            std::move(*call),
            std::get<std::shared_ptr<Breakers::Pass>>(entered)},
        {}};
}

bool Attempts::isHopeless(Delivery const& delivery) const {
    auto const* const found = carrier(delivery.kind);
    return found->isSentTwiceAtMost() && delivery.unanswered >= kUnansweredMax &&
           !found->asks(delivery);
}

Delivery Attempts::attempted(Delivery delivery, std::int64_t began_at_ms, Verdict const& verdict)
    const {
    bool const was_question = carrier(delivery.kind)->asks(delivery);
    if (verdict.kind == Verdict::Kind::cleared) {
        delivery.question.reset();
        delivery.sent_at_ms.reset();
        return delivery;
    }
    ++delivery.attempts;
    delivery.reason = verdict.reason;
    if (was_question)  // without an answer: it is asked again
        return delivery;
    delivery.question = verdict.question;
    if (verdict.kind == Verdict::Kind::unanswered) {
        ++delivery.unanswered;
        delivery.sent_at_ms = delivery.sent_at_ms.value_or(began_at_ms);
    } else {
        delivery.sent_at_ms.reset();
    }
    return delivery;
}

State Attempts::settle(
    db::Transaction& transaction,
    Delivery const& delivery,
    std::int64_t began_at_ms,
    Verdict verdict,
    Instant now
) const {
    verdict = carrier(delivery.kind)->confirm(delivery, std::move(verdict), transaction);
    if (verdict.kind == Verdict::Kind::delivered || verdict.kind == Verdict::Kind::refused) {
        auto ended = delivery;
        ended.attempts += carrier(delivery.kind)->asks(delivery) ? 0 : 1;
        ended.sent_at_ms.reset();
        auto const state =
            verdict.kind == Verdict::Kind::delivered ? State::delivered : State::failed;
        end(transaction, ended, state, verdict, now);
        return state;
    }
    auto const after = attempted(delivery, began_at_ms, verdict);
    bool const may_go_now = verdict.kind == Verdict::Kind::cleared && delivery.isInDoubt();
    auto const next =
        may_go_now ? now : now + pauseAfter(std::max<std::int64_t>(after.attempts, 1), random_());
    bool const is_too_late = toMs(next) >= after.give_up_at_ms;
    if (is_too_late || isHopeless(after)) {
        verdict.reason =
            is_too_late ? after.reason.value_or("") : withLast(kNoAnswer, after.reason);
        end(transaction, after, State::failed, verdict, now);
        return State::failed;
    }
    putBackDelivery(transaction, after, next, now, owner_);
    return State::pending;
}

void Attempts::end(
    db::Transaction& transaction,
    Delivery const& delivery,
    State state,
    Verdict const& verdict,
    Instant now
) const {
    auto ended = delivery;
    ended.reason = verdict.reason.empty() ? std::nullopt : std::optional(verdict.reason);
    if (!settleDelivery(transaction, ended, state, verdict.remote_id, now, owner_))
        return;
    if (auto* const found = carrier(delivery.kind))
        found->onSettled(delivery, state, verdict, transaction);
}

}  // namespace antrean::delivery
