// What leaves the building, from the request that causes it to its end: a Message is written in
// the request's transaction (Outbox.hpp), is a Delivery from then on, and goes out as a Call.
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
    std::string kind;       // who carries it: Carrier::kind()
    std::string order_key;  // messages of one kind and key arrive in order: "reservation:12"
    std::string target;     // a URL, or what the carrier makes one of
    std::string body;
    std::optional<std::int64_t> reservation_id = {};
    // Not before. Until then it holds up nothing that shares its key.
    std::optional<Instant> due_at = {};
    // Worthless after; without it, DeliverySettings::give_up after it was due.
    std::optional<Instant> give_up_at = {};
    // A second message with the same is none. Of all kinds: begin it with the kind.
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
    std::string event_id;  // a UUID; the receiver knows by it what it has got already
    std::string kind;
    std::string order_key;
    std::string target;
    std::string body;
    std::optional<std::int64_t> reservation_id;
    std::int64_t attempts = 0;  // that have ended
    std::int64_t due_at_ms = 0;
    std::int64_t next_attempt_at_ms = 0;
    std::int64_t give_up_at_ms = 0;
    std::optional<std::string> reason;  // why the last attempt failed
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
     reason)
)

// The longest that a call may take; leases are longer.
inline constexpr std::chrono::milliseconds kCallTimeoutMax{15'000};

// One HTTP request. Secrets are in here only: never stored, never logged.
struct Call {
    http::Method method = http::Method::post;
    std::string url;
    std::vector<http::Header> headers;  // beside those that every call gets (Headers.hpp)
    std::string body;
    std::chrono::milliseconds timeout{10'000};  // at most kCallTimeoutMax
};

struct Reply {
    int status = 0;         // of HTTP; 0: there was none
    std::string phrase;     // "Not Found"
    std::string body;       // the first kReplyBytesMax of it
    int curl_code = 0;      // libcurl's number when there was no reply
    std::string curl_text;  // and its words
};
inline constexpr std::size_t kReplyBytesMax = 64 * 1024;

// What an attempt came to.
struct Verdict {
    enum class Kind {
        delivered,
        retry,    // may work later
        refused,  // never will
    };
    Kind kind{};
    std::string reason;                         // for staff; empty when delivered
    std::optional<std::string> remote_id = {};  // by which the receiver knows it
    // It counts against the target (Breakers.hpp). Not when the target is well and only this
    // message is not.
    bool is_targets_fault = true;
};

std::int64_t toMs(Instant instant);
Instant fromMs(std::int64_t milliseconds);

}  // namespace antrean::delivery
