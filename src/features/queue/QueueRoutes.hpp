// The queue's routes, in five tables.
#pragma once

#include "clinic/Directory.hpp"
#include "delivery/Outbox.hpp"
#include "http/RouteTable.hpp"
#include "ledger/Ledger.hpp"
#include "queue/ServedNumbers.hpp"
#include "queue/Webhook.hpp"

#include <chrono>
#include <functional>

namespace antrean::queue {

struct QueueSettings {
    // The documented GET /api/queue writes queue_number as a text (contract, 4.3-8).
    bool list_numbers_as_text = true;
    // How soon after a call-next another one of the same user for the same poly is its second
    // click. 0: never.
    std::chrono::milliseconds double_click{1'500};
    // How long after a move it may be taken back.
    std::chrono::seconds undo_within{60};
};

// What the routes stand on; references outlive them.
struct Services {
    clinic::Directories& directories;
    ledger::Ledger& ledger;
    ServedNumbers& served;
    Webhook& webhook;
    // Announces to every screen what is being served (QueueBroadcast).
    std::function<void()> broadcast;
    delivery::Outbox const& outbox;
    QueueSettings settings;
};

// The list and call-next. `has_text_numbers`: the documented list writes queue_number as a text
// (contract, 4.3-8).
http::RouteTable<Services> routes(bool has_text_numbers);
// The moves of a single visit.
http::RouteTable<Services> moveRoutes();
// The arrival of a patient.
http::RouteTable<Services> checkInRoutes();
// Taking a move back.
http::RouteTable<Services> undoRoutes();
// What is being served now.
http::RouteTable<Services> currentRoutes();

}  // namespace antrean::queue
