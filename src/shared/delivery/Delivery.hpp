// A message to another system, in its three forms: a request writes a Message in its transaction
// (Outbox.hpp), the stored row is a Delivery, and each attempt sends it as a Call.
#pragma once

#include "base/Clock.hpp"
#include "http/Message.hpp"

#include <boost/describe.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace antrean::delivery {

struct Message {
    std::string kind;       // Carrier::kind() of its carrier
    std::string order_key;  // messages of one kind and key arrive in order: "reservation:12"
    std::string target;     // a URL, or what the carrier makes a URL from
    std::string body;
    std::optional<std::int64_t> reservation_id = {};
    // The earliest time. Until then the message holds up no other of its key.
    std::optional<Instant> due_at = {};
    // It is not sent after this; by default DeliverySettings::give_up after it was due.
    std::optional<Instant> give_up_at = {};
    // A second message with the same key is ignored. All kinds share the keys, so begin each with
    // the kind.
    std::optional<std::string> unique_key = {};
};

enum class State { pending, sending, delivered, failed, cancelled };
inline constexpr std::array<std::string_view, 5> kStateNames{
    "pending",
    "sending",
    "delivered",
    "failed",
    "cancelled",
};
constexpr std::string_view name(State state) {
    return kStateNames[static_cast<std::size_t>(state)];
}

// An open row of `deliveries`. Members that end in _ms: milliseconds since 1970.
struct Delivery {
    std::int64_t id = 0;
    std::string event_id;  // a UUID, by which the receiver recognizes a repeated message
    std::string kind;
    std::string order_key;
    std::string target;
    std::string body;
    std::optional<std::int64_t> reservation_id;
    std::int64_t attempts = 0;  // those that have ended
    std::int64_t due_at_ms = 0;
    std::int64_t next_attempt_at_ms = 0;
    std::int64_t give_up_at_ms = 0;
    std::optional<std::string> reason;  // why the last attempt failed
    // Attempts after which nobody knows whether the message arrived. An attempt counts from its
    // lease on, so that a process that dies while it sends leaves the count behind.
    std::int64_t unanswered = 0;
    // When the first attempt of those began that nobody has cleared up. Empty: there is no doubt.
    std::optional<std::int64_t> sent_at_ms;
    // What the carrier asks the receiver before it sends the message again, in its own words.
    std::optional<std::string> question;

    bool isInDoubt() const { return sent_at_ms.has_value(); }
};
BOOST_DESCRIBE_STRUCT(
    Delivery,
    (),
    (id,
     event_id,
     kind,
     order_key,
     target,
     body,
     reservation_id,
     attempts,
     due_at_ms,
     next_attempt_at_ms,
     give_up_at_ms,
     reason,
     unanswered,
     sent_at_ms,
     question)
)

// One HTTP request. It may hold secrets, so it is never stored or logged.
struct Call {
    http::Method method = http::Method::post;
    std::string url;
    std::vector<http::Header> headers;  // in addition to those of every call (Headers.hpp)
    std::string body;
    std::chrono::milliseconds timeout{10'000};
    // False: libcurl opens a new connection. On one that it reuses, it repeats a request that got
    // no answer, and the receiver may have accepted the first one.
    bool may_reuse_connection = true;
};

struct Reply {
    int status = 0;         // of HTTP; 0: there was no reply
    std::string phrase;     // "Not Found"
    std::string body;       // the first kReplyBytesMax of it
    int curl_code = 0;      // libcurl's number when there was no reply
    std::string curl_text;  // libcurl's words for it
    // Without a reply: whether the receiver may have got the request nevertheless.
    bool may_have_arrived = false;
};
inline constexpr std::size_t kReplyBytesMax = 64 * 1024;

// The outcome of an attempt.
struct Verdict {
    enum class Kind {
        delivered,
        retry,       // has not arrived, and may succeed later
        refused,     // will never succeed
        unanswered,  // may have arrived
        cleared,     // the answer to a question: the message may be sent again
    };
    Kind kind{};
    std::string reason;                         // for staff; empty when delivered
    std::optional<std::string> remote_id = {};  // the receiver's id of the message
    // Whether it counts as a failure of the target (Breakers.hpp), rather than of this message.
    bool is_targets_fault = true;
    std::optional<std::string> question = {};  // of a retry: Delivery::question
    // Delivered, if one of these ids is that of no other delivery (Carrier::confirm).
    std::vector<std::string> candidates = {};
};

std::int64_t toMs(Instant instant);
Instant fromMs(std::int64_t milliseconds);

}  // namespace antrean::delivery
