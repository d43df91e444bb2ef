// The queue's routes, in three tables.
#pragma once

#include "clinic/Directory.hpp"
#include "http/RouteTable.hpp"
#include "ledger/Ledger.hpp"
#include "queue/ServedNumbers.hpp"
#include "queue/Webhook.hpp"

#include <functional>

namespace antrean::queue {

struct QueueSettings {
    // The documented GET /api/queue writes queue_number as a text (contract, 4.3-8).
    bool list_numbers_as_text = true;
};

// What the routes stand on; references outlive them.
struct Services {
    clinic::Directories& directories;
    ledger::Ledger& ledger;
    ServedNumbers& served;
    Webhook& webhook;
    // Announces to every screen what is being served (QueueBroadcast).
    std::function<void()> broadcast;
};

// The list and call-next. `has_text_numbers`: the documented list writes queue_number as a text
// (contract, 4.3-8).
http::RouteTable<Services> routes(bool has_text_numbers);
// The moves of a single visit.
http::RouteTable<Services> moveRoutes();
// What is being served now.
http::RouteTable<Services> currentRoutes();

}  // namespace antrean::queue
