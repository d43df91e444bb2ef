#pragma once

#include "clinic/Directory.hpp"
#include "http/Route.hpp"
#include "ledger/Ledger.hpp"
#include "queue/ServedNumbers.hpp"
#include "queue/Webhook.hpp"

#include <functional>

namespace antrean::queue {

struct QueueSettings {
    // The documented GET /api/queue writes queue_number as a text (contract, 4.3-8).
    bool list_numbers_as_text = true;
};

// What the queue's routes stand on; references outlive them.
struct Services {
    clinic::Directories& directories;
    ledger::Ledger& ledger;
    ServedNumbers& served;
    Webhook& webhook;
    bool list_numbers_as_text = true;  // QueueSettings
    // Tells every screen what is being served (QueueBroadcast).
    std::function<void()> broadcast;
};

// All of them.
void addRoutes(http::Routes& routes, Services const& services);
// Of what is being served now.
void addCurrentRoutes(http::Routes& routes, Services const& services);

}  // namespace antrean::queue
