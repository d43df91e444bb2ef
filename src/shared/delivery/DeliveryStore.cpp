#include "delivery/DeliveryStore.hpp"

#include "base/Random.hpp"
#include "base/StoredInstant.hpp"
#include "base/Text.hpp"
#include "db/Transaction.hpp"
#include "delivery/Sql.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <string_view>

namespace antrean::delivery {
namespace {

struct Hindrance {
    std::optional<std::string> reason;
};
BOOST_DESCRIBE_STRUCT(Hindrance, (), (reason))

struct FirstOfKey : Delivery {
    bool is_kept;  // for the process that asks
};
BOOST_DESCRIBE_STRUCT(FirstOfKey, (Delivery), (is_kept))

// An open row whose `created_at` has not come yet.
struct FutureRow {
    std::int64_t id;
    std::string created_at;
};
BOOST_DESCRIBE_STRUCT(FutureRow, (), (id, created_at))

// Between the clocks of servers on one database.
constexpr std::chrono::minutes kClockSkewMax{1};

// Replies may hold bytes that are not UTF-8, or NUL, which PostgreSQL does not store.
std::string storable(std::string_view text) {
    auto result = text::toUtf8(text);
    std::erase(result, '\0');
    return result;
}

std::optional<std::string> storableOrNull(std::optional<std::string> const& text) {
    return text ? std::optional(storable(*text)) : std::nullopt;
}

// A UUID of version 4.
std::string newEventId() {
    auto bytes = randomBytes(16);
    bytes[6] = static_cast<char>((static_cast<unsigned char>(bytes[6]) & 0x0FU) | 0x40U);
    bytes[8] = static_cast<char>((static_cast<unsigned char>(bytes[8]) & 0x3FU) | 0x80U);
    std::string text;
    for (std::size_t index = 0; index < bytes.size(); ++index) {
        if (index == 4 || index == 6 || index == 8 || index == 10)
            text += '-';
        text += fmt::format("{:02x}", static_cast<unsigned char>(bytes[index]));
    }
    return text;
}

}  // namespace

std::optional<std::int64_t> insertDelivery(
    db::Transaction& transaction,
    Message const& message,
    Instant now,
    DeliverySettings const& settings
) {
    auto const due_at = std::max(message.due_at.value_or(now), now);
    // A row that is due now is kept for this process, whose dispatcher is woken.
    bool const is_kept = due_at == now;
    auto const next = is_kept ? now + kKeptForWriter : due_at;
    std::optional<std::string> const owner = is_kept ? std::optional(settings.owner) : std::nullopt;
    return transaction.number(
        sql::kInsertDelivery,
        {{"event_id", newEventId()},
         {"kind", message.kind},
         {"order_key", message.order_key},
         {"target", storable(message.target)},
         {"body", message.body},
         {"reservation_id", message.reservation_id},
         {"unique_key", message.unique_key},
         {"due_at_ms", toMs(due_at)},
         {"next_attempt_at_ms", toMs(next)},
         {"give_up_at_ms", toMs(message.give_up_at.value_or(due_at + settings.give_up))},
         {"owner", owner},
         {"now", storedTimestamp(now)}}
    );
}

void openDelivery(
    db::Transaction& transaction, std::int64_t id, Instant now, DeliverySettings const& settings
) {
    transaction.run(
        sql::kSendDeliveryAgain,
        {{"id", id},
         {"now_ms", toMs(now)},
         {"give_up_at_ms", toMs(now + settings.give_up)},
         {"now", storedTimestamp(now)}}
    );
}

std::vector<Delivery> listDue(
    db::Transaction& transaction, Instant now, std::string const& owner, std::int64_t count_max
) {
    return transaction.all<Delivery>(
        sql::kListDue,
        {{"horizon_ms", toMs(now + kKeptForWriter)},
         {"now_ms", toMs(now)},
         {"owner", owner},
         {"count_max", count_max}}
    );
}

std::optional<Delivery> findNextOfKey(
    db::Transaction& transaction, Delivery const& delivery, Instant now, std::string const& owner
) {
    auto first = transaction.first<FirstOfKey>(
        sql::kFindNextOfKey,
        {{"kind", delivery.kind},
         {"order_key", delivery.order_key},
         {"now_ms", toMs(now)},
         {"owner", owner}}
    );
    if (!first)
        return std::nullopt;
    auto const latest_ms = toMs(first->is_kept ? now + kKeptForWriter : now);
    if (first->next_attempt_at_ms > latest_ms)
        return std::nullopt;
    return std::move(*first);
}

std::optional<Delivery> leaseNewDelivery(
    db::Transaction& transaction, std::int64_t id, Instant now, std::string const& owner
) {
    return transaction.first<Delivery>(
        sql::kLeaseNewDelivery,
        {{"id", id},
         {"now_ms", toMs(now)},
         {"until_ms", toMs(now + kLease)},
         {"owner", owner},
         {"now", storedTimestamp(now)}}
    );
}

bool leaseDelivery(
    db::Transaction& transaction, Delivery const& delivery, Instant now, std::string const& owner
) {
    return transaction.run(
               sql::kLeaseDelivery,
               {{"id", delivery.id},
                {"seen_ms", delivery.next_attempt_at_ms},
                {"until_ms", toMs(now + kLease)},
                {"unanswered", delivery.unanswered},
                {"sent_at_ms", delivery.sent_at_ms},
                {"owner", owner},
                {"now", storedTimestamp(now)}}
           ) == 1;
}

bool renewLease(
    db::Transaction& transaction, std::int64_t id, Instant now, std::string const& owner
) {
    return transaction.run(
               sql::kRenewLease, {{"id", id}, {"until_ms", toMs(now + kLease)}, {"owner", owner}}
           ) == 1;
}

bool putBackDelivery(
    db::Transaction& transaction,
    Delivery const& delivery,
    Instant next,
    Instant now,
    std::string const& owner
) {
    return transaction.run(
               sql::kPutBackDelivery,
               {{"id", delivery.id},
                {"next_ms", toMs(next)},
                {"attempts", delivery.attempts},
                {"reason", storableOrNull(delivery.reason)},
                {"unanswered", delivery.unanswered},
                {"sent_at_ms", delivery.sent_at_ms},
                {"question", delivery.question},
                {"owner", owner},
                {"now", storedTimestamp(now)}}
           ) == 1;
}

bool settleDelivery(
    db::Transaction& transaction,
    Delivery const& delivery,
    State state,
    std::optional<std::string> const& remote_id,
    Instant now,
    std::string const& owner
) {
    return transaction.run(
               sql::kSettleDelivery,
               {{"id", delivery.id},
                {"state", name(state)},
                {"attempts", delivery.attempts},
                {"reason", storableOrNull(delivery.reason)},
                {"unanswered", delivery.unanswered},
                {"sent_at_ms", delivery.sent_at_ms},
                {"remote_id", storableOrNull(remote_id)},
                {"owner", owner},
                {"now", storedTimestamp(now)}}
           ) == 1;
}

void withdrawDelivery(
    db::Transaction& transaction,
    std::string_view kind,
    std::int64_t reservation_id,
    std::string const& since,
    std::string_view reason,
    std::string const& now
) {
    transaction.run(
        sql::kWithdrawDelivery,
        {{"kind", kind},
         {"reservation_id", reservation_id},
         {"since", since},
         {"reason", reason},
         {"now", now}}
    );
}

std::int64_t countSent(
    db::Transaction& transaction, std::int64_t reservation_id, std::string const& since
) {
    return transaction
        .number(sql::kCountSent, {{"reservation_id", reservation_id}, {"since", since}})
        .value_or(0);
}

std::optional<std::string> findHindrance(
    db::Transaction& transaction, std::int64_t id, Instant now
) {
    auto found =
        transaction.first<Hindrance>(sql::kFindHindrance, {{"id", id}, {"now_ms", toMs(now)}});
    return found ? found->reason : std::nullopt;
}

void releaseLeases(db::Transaction& transaction, Instant now) {
    transaction.run(sql::kReleaseLeases, {{"now_ms", toMs(now)}, {"now", storedTimestamp(now)}});
}

void releaseLeasesOf(db::Transaction& transaction, Instant now, std::string const& owner) {
    transaction.run(
        sql::kReleaseOwnLeases,
        {{"now_ms", toMs(now)}, {"owner", owner}, {"now", storedTimestamp(now)}}
    );
}

void forgetPlans(db::Transaction& transaction, Instant now) {
    auto const now_ms = toMs(now);
    for (auto const& row : transaction.all<FutureRow>(
             sql::kListFutureRows, {{"now", storedTimestamp(now + kClockSkewMax)}}
         )) {
        auto const ahead_ms = toMs(storedInstant(row.created_at)) - now_ms;
        transaction.run(
            sql::kMoveToPresent,
            {{"id", row.id}, {"ahead_ms", ahead_ms}, {"now", storedTimestamp(now)}}
        );
    }
    transaction.run(
        sql::kForgetPlans,
        {{"now_ms", now_ms},
         {"leased_until_ms", toMs(now + kLease + kClockSkewMax)},
         {"now", storedTimestamp(now)}}
    );
}

std::int64_t removeSettled(
    db::Transaction& transaction,
    Instant before,
    std::int64_t count_max,
    std::optional<std::string_view> kind
) {
    return transaction.run(
        sql::kRemoveSettled,
        {{"before", storedTimestamp(before)}, {"kind", kind}, {"count_max", count_max}}
    );
}

std::int64_t countOpen(
    db::Transaction& transaction,
    std::string_view kind,
    std::string_view order_key,
    std::int64_t count_max
) {
    return transaction
        .number(
            sql::kCountOpen, {{"kind", kind}, {"order_key", order_key}, {"count_max", count_max}}
        )
        .value_or(0);
}

}  // namespace antrean::delivery
