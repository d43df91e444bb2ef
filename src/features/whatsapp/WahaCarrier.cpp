#include "whatsapp/WahaCarrier.hpp"

#include "db/Transaction.hpp"
#include "whatsapp/Sender.hpp"
#include "whatsapp/Sql.hpp"
#include "whatsapp/WahaClient.hpp"
#include "whatsapp/WahaJson.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <fmt/core.h>

#include <algorithm>
#include <random>
#include <utility>

namespace antrean::whatsapp {
namespace {

using delivery::Verdict;

constexpr int kSessionNotWorking = 422;

std::string sessionOf(delivery::Call const& call) {
    auto const body = parsed(call.body);
    return std::string(body.at("session").get_string());
}

Verdict taken(delivery::Reply const& reply) {
    Verdict verdict{Verdict::Kind::delivered, {}};
    verdict.remote_id = messageIdOf(parsed(reply.body));
    return verdict;
}

std::int64_t randomUpTo(std::int64_t most) {
    thread_local std::mt19937_64 engine{std::random_device{}()};
    return std::uniform_int_distribution<std::int64_t>(0, most)(engine);
}

// The fault is in the server or its settings, not in the message.
bool mayWorkLater(int status) {
    return status >= 500 || status == 401 || status == 403 || status == 408 || status == 429;
}

}  // namespace

std::optional<Instant> WahaCarrier::notBefore(
    delivery::Delivery const& delivery, db::Transaction& transaction, Instant now
) {
    auto const awake = settings_.quiet_hours.firstAfter(now, clock_.zone());
    if (awake > now)
        return awake;
    auto const sender = findSender(transaction, seal_);
    if (!sender)
        return std::nullopt;  // compose() reports the reason
    if (auto const until = sessions_.restsUntil(sender->session, now))
        return until;
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
    if (auto const given = transaction.number(sql::kFindSlot, {{"id", delivery.id}})) {
        if (*given > now_ms)
            return delivery::fromMs(*given);
        // This attempt used its slot; the next attempt takes another one.
        transaction.run(sql::kUpdateSlot, {{"id", delivery.id}, {"slot_at_ms", nullptr}});
        return now;
    }
    auto const gap_ms = settings_.gap.count() + randomUpTo(settings_.gap.count());
    auto const slot_ms =
        transaction
            .number(sql::kTakeSlot, {{"id", sender_id}, {"now_ms", now_ms}, {"gap_ms", gap_ms}})
            .value_or(now_ms);
    if (slot_ms > now_ms)
        transaction.run(sql::kUpdateSlot, {{"id", delivery.id}, {"slot_at_ms", slot_ms}});
    return delivery::fromMs(std::max(slot_ms, now_ms));
}

Result<delivery::Call> WahaCarrier::compose(
    delivery::Delivery const& delivery, db::Transaction& transaction
) {
    auto const sender = findSender(transaction, seal_);
    if (!sender)
        return sender.error();
    auto const stored = parsed(delivery.body);
    return sendTextCall(*sender, stored.at("chatId").get_string(), stored.at("text").get_string());
}

delivery::Verdict WahaCarrier::judge(
    delivery::Delivery const&, delivery::Call const& call, delivery::Reply const& reply
) {
    if (reply.status == 0)
        return {
            Verdict::Kind::retry,
            delivery::curlErrorText(reply.curl_code, reply.curl_text, call.url)};
    auto const now = clock_.moment().instant;
    if (reply.status / 100 == 2) {
        sessions_.heard(sessionOf(call), SessionStates::kWorking, now);
        return taken(reply);
    }
    auto const answer = parsed(reply.body);
    if (reply.status == kSessionNotWorking) {
        auto const state = sessionStatusOf(answer).value_or("unknown");
        sessions_.heard(sessionOf(call), state, now);
        return {
            Verdict::Kind::retry,
            fmt::format("{} (session: {})", reasonOf(reply.status, answer), state)};
    }
    if (mayWorkLater(reply.status))
        return {Verdict::Kind::retry, reasonOf(reply.status, answer)};
    Verdict refused{Verdict::Kind::refused, reasonOf(reply.status, answer)};
    refused.is_targets_fault = false;
    return refused;
}

}  // namespace antrean::whatsapp
