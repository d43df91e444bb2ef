#include "whatsapp/WahaCarrier.hpp"

#include "db/Transaction.hpp"
#include "whatsapp/Acknowledgements.hpp"
#include "whatsapp/Sender.hpp"
#include "whatsapp/Sql.hpp"
#include "whatsapp/WahaClient.hpp"
#include "whatsapp/WahaJson.hpp"
#include "whatsapp/WahaVerdicts.hpp"

#include <boost/json/value.hpp>

#include <algorithm>
#include <random>
#include <utility>

namespace antrean::whatsapp {
namespace {

using delivery::Verdict;

// A message whose sending got no answer is looked for this long after it was sent: WAHA may have
// been slow, and accepted it in the end.
constexpr std::chrono::milliseconds kLookAfter = kSendTimeout + std::chrono::seconds(10);

constexpr std::chrono::hours kLongAgo{24};

std::string sessionOf(delivery::Call const& call) {
    return std::string(parsed(call.body).at("session").get_string());
}

// A text of the stored message.
std::string stored(delivery::Delivery const& delivery, std::string_view key) {
    return std::string(parsed(delivery.body).at(key).get_string());
}

// When the message was sent that may have arrived. A time in the future was written while the clock
// was ahead, so the message may have been sent long ago.
Instant sentAt(delivery::Delivery const& delivery, Instant now) {
    auto const sent_at = delivery::fromMs(*delivery.sent_at_ms);
    return sent_at > now ? now - kLongAgo : sent_at;
}

std::int64_t randomUpTo(std::int64_t most) {
    thread_local std::mt19937_64 engine{std::random_device{}()};
    return std::uniform_int_distribution<std::int64_t>(0, most)(engine);
}

}  // namespace

std::optional<Instant> WahaCarrier::notBefore(
    delivery::Delivery const& delivery, db::Transaction& transaction, Instant now
) {
    auto const awake = settings_.quiet_hours.firstAfter(now, clock_.zone());
    if (awake > now && !asks(delivery))
        return awake;
    auto const sender = findSender(transaction, seal_);
    if (!sender)
        return std::nullopt;  // compose() reports the reason
    if (auto const until = sessions_.restsUntil(sender->session, now))
        return until;
    if (delivery.isInDoubt())
        return sentAt(delivery, now) + kLookAfter;
    if (asks(delivery))
        return std::nullopt;
    auto const slot = slotOf(delivery, transaction, sender->id, now);
    if (slot > now)
        return slot;
    return std::nullopt;
}

Instant WahaCarrier::slotOf(
    delivery::Delivery const& delivery,
    db::Transaction& transaction,
    std::int64_t sender_id,
    Instant now
) const {
    if (settings_.gap.count() == 0)
        return now;
    auto const now_ms = delivery::toMs(now);
    // No slot can be later than if all open messages came before it. One that is was given while
    // the clock was ahead.
    auto const open = transaction.number(sql::kCountOpen, {{"kind", kKind}}).value_or(1);
    auto const latest_ms = now_ms + open * 2 * settings_.gap.count();
    auto const given = transaction.number(sql::kFindSlot, {{"id", delivery.id}});
    if (given && *given <= latest_ms) {
        if (*given > now_ms)
            return delivery::fromMs(*given);
        // This attempt used its slot; the next attempt takes another one.
        transaction.run(sql::kUpdateSlot, {{"id", delivery.id}, {"slot_at_ms", nullptr}});
        return now;
    }
    auto const gap_ms = settings_.gap.count() + randomUpTo(settings_.gap.count());
    auto const slot_ms = transaction
                             .number(
                                 sql::kTakeSlot,
                                 {{"id", sender_id},
                                  {"now_ms", now_ms},
                                  {"latest_ms", latest_ms},
                                  {"gap_ms", gap_ms}}
                             )
                             .value_or(now_ms);
    if (slot_ms > now_ms || given)
        transaction.run(
            sql::kUpdateSlot,
            {{"id", delivery.id},
             {"slot_at_ms", slot_ms > now_ms ? std::optional(slot_ms) : std::nullopt}}
        );
    return delivery::fromMs(std::max(slot_ms, now_ms));
}

Result<delivery::Call> WahaCarrier::compose(
    delivery::Delivery const& delivery, db::Transaction& transaction
) {
    auto const sender = findSender(transaction, seal_);
    if (!sender)
        return sender.error();
    auto const chat_id = stored(delivery, "chatId");
    if (delivery.isInDoubt())
        return messagesCall(*sender, chat_id, sentAt(delivery, clock_.moment().instant));
    if (delivery.question)
        return existenceCall(*sender, chat_id);
    return sendTextCall(*sender, chat_id, stored(delivery, "text"));
}

delivery::Verdict WahaCarrier::judge(
    delivery::Delivery const& delivery, delivery::Call const& call, delivery::Reply const& reply
) {
    auto const now = clock_.moment().instant;
    if (delivery.isInDoubt())
        return verdictOnSearch(stored(delivery, "text"), sentAt(delivery, now), call, reply);
    if (delivery.question)
        return verdictOnNumber(call, reply);
    if (auto const state = sessionStateIn(reply))
        sessions_.record(sessionOf(call), *state, now);
    return verdictOnSending(delivery, call, reply);
}

delivery::Verdict WahaCarrier::confirm(
    delivery::Delivery const& delivery, delivery::Verdict verdict, db::Transaction& transaction
) {
    if (verdict.candidates.empty())
        return verdict;
    for (auto const& id : verdict.candidates) {
        if (transaction.number(
                sql::kFindOther, {{"id", delivery.id}, {"kind", kKind}, {"remote_id", id}}
            ))
            continue;
        verdict.remote_id = id;
        return verdict;
    }
    return {Verdict::Kind::cleared, {}, {}, false};
}

void WahaCarrier::onSettled(
    delivery::Delivery const&,
    delivery::State state,
    delivery::Verdict const& verdict,
    db::Transaction& transaction
) {
    if (state == delivery::State::delivered && verdict.remote_id)
        acknowledgeEarly(transaction, *verdict.remote_id, clock_.moment().instant);
}

}  // namespace antrean::whatsapp
