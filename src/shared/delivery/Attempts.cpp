#include "delivery/Attempts.hpp"

#include "db/Transaction.hpp"
#include "delivery/BackOff.hpp"
#include "delivery/Headers.hpp"

#include <algorithm>
#include <utility>

namespace antrean::delivery {
namespace {

// A newer or an older version of the program wrote the row, and may run again.
constexpr std::chrono::minutes kPauseOfUnknownKind{1};

constexpr std::string_view kTooLate = "Not delivered in time";

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

Taken Attempts::take(db::Transaction& transaction, Delivery const& delivery, Instant now) const {
    if (!leaseDelivery(transaction, delivery, now, owner_))
        return {};
    return takeLeased(transaction, delivery, now);
}

Taken Attempts::takeNew(db::Transaction& transaction, std::int64_t id, Instant now) const {
    auto const delivery = leaseNewDelivery(transaction, id, now, owner_);
    return delivery ? takeLeased(transaction, *delivery, now) : Taken();
}

Taken Attempts::takeLeased(db::Transaction& transaction, Delivery const& delivery, Instant now)
    const {
    auto* const found = carrier(delivery.kind);
    if (found == nullptr) {
        putBackDelivery(transaction, delivery, now + kPauseOfUnknownKind, now, owner_);
        return {};
    }
    auto const endAs = [&](State state, std::string reason) {
        Verdict const verdict{Verdict::Kind::refused, std::move(reason)};
        end(transaction, delivery, state, delivery.attempts, verdict, now);
        return Taken{std::nullopt, verdict.reason};
    };
    auto const waitUntil = [&](Instant next, std::string reason) {
        putBackDelivery(transaction, delivery, next, now, owner_);
        return Taken{std::nullopt, std::move(reason)};
    };
    if (toMs(now) >= delivery.give_up_at_ms)
        return endAs(State::failed, withLast(kTooLate, delivery.reason));
    if (auto reason = found->whyUnwanted(delivery, transaction))
        return endAs(State::cancelled, std::move(*reason));
    if (auto const next = found->notBefore(delivery, transaction, now); next && *next > now)
        return waitUntil(*next, {});
    auto call = found->compose(delivery, transaction);
    if (!call) {
        Verdict const verdict{Verdict::Kind::retry, call.error().message, {}, false};
        settle(transaction, delivery, verdict, now);
        return {std::nullopt, verdict.reason};
    }
    auto entered = breakers_.enter(originOf(call->url), now);
    if (auto* const closed = std::get_if<Breakers::Closed>(&entered))
        return waitUntil(closed->until, std::move(closed->reason));
    for (auto& header : eventHeaders(delivery))
        call->headers.push_back(std::move(header));
    call->timeout = std::min(call->timeout, kCallTimeoutMax);
    return {
        Attempt{delivery, std::move(*call), std::get<std::shared_ptr<Breakers::Pass>>(entered)},
        {}};
}

State Attempts::settle(
    db::Transaction& transaction, Delivery const& delivery, Verdict const& verdict, Instant now
) const {
    auto const attempts = delivery.attempts + 1;
    auto state = State::pending;
    if (verdict.kind == Verdict::Kind::delivered)
        state = State::delivered;
    if (verdict.kind == Verdict::Kind::refused)
        state = State::failed;
    auto const next = now + pauseAfter(attempts, random_());
    if (verdict.kind == Verdict::Kind::retry && toMs(next) >= delivery.give_up_at_ms)
        state = State::failed;
    if (state == State::pending)
        retryDelivery(transaction, delivery, verdict.reason, next, now, owner_);
    else
        end(transaction, delivery, state, attempts, verdict, now);
    return state;
}

void Attempts::end(
    db::Transaction& transaction,
    Delivery const& delivery,
    State state,
    std::int64_t attempts,
    Verdict const& verdict,
    Instant now
) const {
    if (!settleDelivery(transaction, delivery, state, attempts, verdict, now, owner_))
        return;
    if (auto* const found = carrier(delivery.kind))
        found->onSettled(delivery, state, verdict, transaction);
}

}  // namespace antrean::delivery
