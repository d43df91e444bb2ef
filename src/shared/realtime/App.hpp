// An application in the sense of the Pusher protocol: its clients and publishers share a key and a
// secret, and its channels are separate from those of other applications.
#pragma once

#include "realtime/WebhookEvent.hpp"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace antrean::realtime {

// A URL that is called for events in the app's channels.
struct AppWebhook {
    std::string url;
    std::vector<std::string> events;  // names of WebhookEvent::Kind; empty: all

    bool wants(WebhookEvent::Kind kind) const;
};

struct App {
    std::string id;
    std::string key;
    std::string secret;
    // Hosts that pages may come from, with `*` for any letters; `*` alone: any.
    std::vector<std::string> allowed_origins{"*"};
    std::optional<std::size_t> connections_max;
    // Sent to clients, which ping when they have received nothing for this time.
    std::chrono::seconds activity_timeout{30};
    // A client that was silent for ping_interval gets a ping, and has pong_timeout to answer it.
    std::chrono::seconds ping_interval{60};
    std::chrono::seconds pong_timeout{30};
    // A connection without any subscription is closed after this time.
    std::chrono::seconds idle_timeout{600};
    bool has_client_events = true;
    std::size_t client_events_per_second_max = 10;
    std::size_t event_bytes_max = 100 * 1024;  // of a published event's data
    std::size_t members_max = 100;             // of a presence channel
    // The keys of private-encrypted channels are derived from it. Empty: no keys are given out.
    std::string encryption_master_key;
    std::vector<AppWebhook> webhooks;
};

struct RealtimeSettings {
    // The clinic's one app. An empty secret is generated once and kept in the data folder.
    App app = clinicApp();
    std::vector<App> apps;  // replace `app` unless empty
    // Another server on the database counts as dead after this time without a sign of life.
    std::chrono::seconds peer_timeout{15};

    static App clinicApp();
    std::vector<App> served() const { return apps.empty() ? std::vector{app} : apps; }
};

// Reads [{"id":"1","key":"k","secret":"s"}], where each object may also have the other members of
// App. Throws std::invalid_argument with one line that says what is wrong and holds no secret.
std::vector<App> parseApps(std::string_view json);

// Whether a page of `origin` ("https://klinik.example:8443") may connect. Clients other than pages
// send no origin, and may.
bool isOriginAllowed(App const& app, std::string_view origin);

}  // namespace antrean::realtime
