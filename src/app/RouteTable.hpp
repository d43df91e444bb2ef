#pragma once

#include "account/AccountRoutes.hpp"
#include "clinic/Directory.hpp"
#include "delivery/Outbox.hpp"
#include "faq/FaqFiles.hpp"
#include "feed/EventRoutes.hpp"
#include "http/ClinicClock.hpp"
#include "http/Route.hpp"
#include "lab/LabRoutes.hpp"
#include "ledger/Ledger.hpp"
#include "queue/QueueRoutes.hpp"
#include "queue/ServedNumbers.hpp"
#include "queue/Webhook.hpp"
#include "realtime/Realtime.hpp"
#include "whatsapp/TestRoutes.hpp"
#include "whatsapp/WebhookRoutes.hpp"

#include <functional>
#include <string>

namespace antrean::app {

// What the features stand on, in one place. References outlive the routes.
struct Features {
    clinic::Directories& directories;
    http::ClinicClock const& clock;
    faq::FaqFiles const& faq_files;
    std::string export_folder;  // for files on their way to a client
    ledger::Ledger& ledger;
    queue::ServedNumbers& served;
    delivery::Outbox const& outbox;
    queue::Webhook& webhook;
    whatsapp::WebhookServices waha_webhook;
    whatsapp::TestServices waha_test;
    account::UserService& users;
    auth::LoginThrottle& throttle;
    account::LoginSettings login;
    queue::QueueSettings queue;
    int created_status = 201;
    lab::LabSettings lab;
    realtime::Realtime const& realtime;
    std::function<void()> broadcast_queue;  // QueueBroadcast::request
    feed::EventFeed& events;
    feed::KnowsBearer knows_bearer;
};

// Every route of the program but those of the HTTP server itself.
http::Routes routeTable(Features const& features);

}  // namespace antrean::app
