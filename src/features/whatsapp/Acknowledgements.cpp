#include "whatsapp/Acknowledgements.hpp"

#include "db/Transaction.hpp"
#include "delivery/Delivery.hpp"
#include "whatsapp/Sql.hpp"
#include "whatsapp/WahaCarrier.hpp"

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

// Some engines name a message "true_6281...@c.us_3EB0" in one place and "3EB0" in another.
std::string shortId(std::string const& message_id) {
    auto const last = message_id.rfind('_');
    return last == std::string::npos ? message_id : message_id.substr(last + 1);
}

std::optional<Sent> findSent(db::Transaction& transaction, std::string const& message_id) {
    return transaction.first<Sent>(
        sql::kFindSent,
        {{"kind", kKind}, {"message_id", message_id}, {"short_id", shortId(message_id)}}
    );
}

}  // namespace

std::optional<std::int64_t> acknowledge(
    db::Transaction& transaction, std::string const& message_id, std::int64_t ack, Instant now
) {
    auto const sent = findSent(transaction, message_id);
    if (!sent)
        return std::nullopt;
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

}  // namespace antrean::whatsapp
