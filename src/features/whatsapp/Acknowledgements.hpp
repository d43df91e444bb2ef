// What WhatsApp reports about a message after WAHA accepted it.
#pragma once

#include "base/Clock.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace antrean::db {
class Transaction;
}

namespace antrean::whatsapp {

// -1 failed, 0 waiting, 1 sent, 2 on the phone, 3 read, 4 played.
inline constexpr std::int64_t kAckError = -1;
inline constexpr std::int64_t kAckWaiting = 0;
inline constexpr std::int64_t kAckSent = 1;

// Raises the known state of a message, and never lowers it, because webhooks may be repeated or
// late. A message that WhatsApp reports as failed is sent again; after the third time it has failed
// finally. Returns the reservation whose message was revoked in this way. A message that is not
// known (yet) is remembered for a minute, because WhatsApp may be faster than WAHA's answer.
std::optional<std::int64_t> acknowledge(
    db::Transaction& transaction, std::string const& message_id, std::int64_t ack, Instant now
);

// Acknowledges a message that was just stored as delivered, if its report came before.
void acknowledgeEarly(db::Transaction& transaction, std::string const& message_id, Instant now);

}  // namespace antrean::whatsapp
