#include "whatsapp/Acknowledgements.hpp"

#include "db/Transaction.hpp"
#include "delivery/Delivery.hpp"
#include "whatsapp/Message.hpp"
#include "whatsapp/Sql.hpp"
#include "whatsapp/WahaJson.hpp"

#include <boost/describe.hpp>

namespace antrean::whatsapp {
namespace {

constexpr std::int64_t kAttemptsMax = 3;
constexpr std::chrono::seconds kPauseAfterError{60};
constexpr std::string_view kReason = "WhatsApp gagal mengirim pesan (ack ERROR)";

struct Sent {
    std::int64_t id;
    std::optional<std::int64_t> reservation_id;
    std::int64_t attempts;
    std::int64_t give_up_at_ms;
    std::optional<std::int64_t> ack;
};
BOOST_DESCRIBE_STRUCT(Sent, (), (id, reservation_id, attempts, give_up_at_ms, ack))

constexpr std::chrono::minutes kEarlyAtMost{1};

// On PostgreSQL: so that a report and the outcome that it belongs to see each other.
void lockMessage(db::Transaction& transaction, std::string const& short_id) {
    transaction.lock("whatsapp-message." + short_id);
}

void keepEarly(
    db::Transaction& transaction, std::string const& short_id, std::int64_t ack, Instant now
) {
    transaction.run(
        sql::kRemoveEarlyAcks,
        {{"before_ms", delivery::toMs(now - kEarlyAtMost)},
         {"after_ms", delivery::toMs(now + kEarlyAtMost)}}
    );
    transaction.run(
        sql::kKeepEarlyAck,
        {{"message_id", short_id},
         {"ack", ack},
         {"sent", kAckSent},
         {"now_ms", delivery::toMs(now)}}
    );
}

}  // namespace

std::optional<std::int64_t> acknowledge(
    db::Transaction& transaction, std::string const& message_id, std::int64_t ack, Instant now
) {
    auto const short_id = shortIdOf(message_id);
    lockMessage(transaction, short_id);
    auto const sent =
        transaction.first<Sent>(sql::kFindSent, {{"kind", kKind}, {"short_id", short_id}});
    if (!sent) {
        if (ack != kAckWaiting)
            keepEarly(transaction, short_id, ack, now);
        return std::nullopt;
    }
    if (ack != kAckError) {
        if (ack > sent->ack.value_or(0))
            transaction.run(sql::kRaiseAck, {{"id", sent->id}, {"ack", ack}});
        return std::nullopt;
    }
    if (sent->ack.value_or(0) > kAckSent)
        return std::nullopt;  // it is on the patient's phone already
    auto const next = now + kPauseAfterError;
    bool const is_tried_again =
        sent->attempts < kAttemptsMax && delivery::toMs(next) < sent->give_up_at_ms;
    auto const timestamp = storedTimestamp(now);
    if (is_tried_again)
        transaction.run(
            sql::kSendAgain,
            {{"id", sent->id},
             {"next_ms", delivery::toMs(next)},
             {"reason", kReason},
             {"ack", ack},
             {"now", timestamp}}
        );
    else
        transaction.run(
            sql::kFailSent,
            {{"id", sent->id}, {"reason", kReason}, {"ack", ack}, {"now", timestamp}}
        );
    return sent->reservation_id;
}

void acknowledgeEarly(db::Transaction& transaction, std::string const& message_id, Instant now) {
    lockMessage(transaction, shortIdOf(message_id));
    if (auto const ack =
            transaction.number(sql::kTakeEarlyAck, {{"message_id", shortIdOf(message_id)}}))
        acknowledge(transaction, message_id, *ack, now);
}

}  // namespace antrean::whatsapp
