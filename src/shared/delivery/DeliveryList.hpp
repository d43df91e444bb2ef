// Deliveries as staff see them in a list.
#pragma once

#include "http/Paginator.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace antrean::db {
class Transaction;
}

namespace antrean::delivery {

struct DeliveryFilter {
    std::optional<std::string> state;
    std::optional<std::string> kind;
    std::optional<std::int64_t> reservation_id;
};
BOOST_DESCRIBE_STRUCT(DeliveryFilter, (), (state, kind, reservation_id))

struct ListedDelivery {
    std::int64_t id;
    std::string event_id;
    std::string kind;
    std::string order_key;
    std::string target;
    std::string body;
    std::optional<std::int64_t> reservation_id;
    std::string state;
    std::int64_t attempts;
    std::int64_t due_at_ms;
    std::optional<std::int64_t> next_attempt_at_ms;
    std::int64_t give_up_at_ms;
    std::optional<std::string> reason;
    std::optional<std::string> remote_id;
    std::string created_at;
    std::string updated_at;
    std::optional<std::string> settled_at;
    std::optional<std::int64_t> ack;  // of a WhatsApp message
};
BOOST_DESCRIBE_STRUCT(
    ListedDelivery,
    (),
    (id,
     event_id,
     kind,
     order_key,
     target,
     body,
     reservation_id,
     state,
     attempts,
     due_at_ms,
     next_attempt_at_ms,
     give_up_at_ms,
     reason,
     remote_id,
     created_at,
     updated_at,
     settled_at,
     ack)
)

// The history has many more rows than anybody reads, and counting all of them would take longer
// each day.
inline constexpr std::int64_t kListedMax = 10'000;

// Newest first, of the newest kListedMax.
std::vector<ListedDelivery> listDeliveries(
    db::Transaction& transaction, DeliveryFilter const& filter, http::Page page
);
// kListedMax at most.
std::int64_t countDeliveries(db::Transaction& transaction, DeliveryFilter const& filter);

// The columns that decide whether a delivery may be sent again.
struct FoundDelivery {
    std::string state;
    std::int64_t due_at_ms;
};
BOOST_DESCRIBE_STRUCT(FoundDelivery, (), (state, due_at_ms))

// Locked until the transaction ends.
std::optional<FoundDelivery> findDelivery(db::Transaction& transaction, std::int64_t id);

}  // namespace antrean::delivery
