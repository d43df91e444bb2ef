// What WhatsApp tells of a message after WAHA took it.
#pragma once

#include "base/Clock.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace antrean::db {
class Transaction;
}

namespace antrean::whatsapp {

// -1 failed, 0 waits, 1 sent, 2 on the phone, 3 read, 4 played.
inline constexpr std::int64_t kAckError = -1;
inline constexpr std::int64_t kAckSent = 1;

// Raises what is known of the message, and never lowers it: webhooks come twice and late. A message
// that WhatsApp says has failed is sent again, or has failed for good after the third time. Returns
// the reservation whose message was taken back that way. A message of somebody else changes
// nothing.
std::optional<std::int64_t> acknowledge(
    db::Transaction& transaction, std::string const& message_id, std::int64_t ack, Instant now
);

}  // namespace antrean::whatsapp
