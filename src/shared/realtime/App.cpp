#include "realtime/App.hpp"

#include "base/Text.hpp"

#include <boost/json.hpp>
#include <openssl/evp.h>

#include <algorithm>
#include <set>
#include <stdexcept>

namespace antrean::realtime {
namespace {

namespace json = boost::json;

[[noreturn]] void refuse(std::string const& why) {
    throw std::invalid_argument(why);
}

std::string textOf(std::string_view name, json::value const& value) {
    if (value.is_string() && !value.get_string().empty())
        return std::string(value.get_string());
    if (value.is_int64())  // an id is often written as a number
        return std::to_string(value.get_int64());
    refuse("\"" + std::string(name) + "\" must be a text");
}

std::size_t countOf(std::string_view name, json::value const& value) {
    if (value.is_int64() && value.get_int64() > 0)
        return static_cast<std::size_t>(value.get_int64());
    refuse("\"" + std::string(name) + "\" must be a positive number");
}

std::vector<std::string> textsOf(std::string_view name, json::value const& value) {
    auto const* list = value.if_array();
    if (list == nullptr)
        refuse("\"" + std::string(name) + "\" must be a list of texts");
    std::vector<std::string> texts;
    for (auto const& element : *list)
        texts.push_back(textOf(name, element));
    return texts;
}

// 32 bytes in base64, as the Pusher libraries take it.
std::string masterKeyOf(std::string const& text) {
    std::string bytes(text.size(), '\0');
    auto const size = EVP_DecodeBlock(
        reinterpret_cast<unsigned char*>(bytes.data()),
        reinterpret_cast<unsigned char const*>(text.data()),
        static_cast<int>(text.size())
    );
    if (size != 33 || !text.ends_with('='))
        refuse("\"encryption_master_key_base64\" must be 32 bytes in base64");
    bytes.resize(32);
    return bytes;
}

AppWebhook webhookOf(json::value const& value) {
    auto const* object = value.if_object();
    if (object == nullptr)
        refuse("\"webhooks\" must be a list of objects");
    AppWebhook webhook;
    for (auto const& entry : *object) {
        if (entry.key() == "url")
            webhook.url = textOf("url", entry.value());
        else if (entry.key() == "events")
            webhook.events = textsOf("events", entry.value());
        else
            refuse("\"" + std::string(entry.key()) + "\" of a webhook is not understood");
    }
    if (!webhook.url.starts_with("http://") && !webhook.url.starts_with("https://"))
        refuse("the \"url\" of a webhook must begin with http:// or https://");
    for (auto const& event : webhook.events)
        if (std::ranges::find(kWebhookEventNames, event) == kWebhookEventNames.end())
            refuse("there is no webhook event \"" + event + "\"");
    return webhook;
}

std::vector<AppWebhook> webhooksOf(json::value const& value) {
    auto const* list = value.if_array();
    if (list == nullptr)
        refuse("\"webhooks\" must be a list of objects");
    std::vector<AppWebhook> webhooks;
    for (auto const& element : *list)
        webhooks.push_back(webhookOf(element));
    return webhooks;
}

void set(App& app, std::string_view name, json::value const& value) {
    if (name == "id")
        app.id = textOf(name, value);
    else if (name == "key")
        app.key = textOf(name, value);
    else if (name == "secret")
        app.secret = textOf(name, value);
    else if (name == "allowed_origins")
        app.allowed_origins = textsOf(name, value);
    else if (name == "max_connections")
        app.connections_max = countOf(name, value);
    else if (name == "activity_timeout")
        app.activity_timeout = std::chrono::seconds(countOf(name, value));
    else if (name == "ping_interval")
        app.ping_interval = std::chrono::seconds(countOf(name, value));
    else if (name == "pong_timeout")
        app.pong_timeout = std::chrono::seconds(countOf(name, value));
    else if (name == "idle_timeout")
        app.idle_timeout = std::chrono::seconds(countOf(name, value));
    else if (name == "client_events" && value.is_bool())
        app.has_client_events = value.get_bool();
    else if (name == "max_client_events_per_second")
        app.client_events_per_second_max = countOf(name, value);
    else if (name == "max_event_bytes")
        app.event_bytes_max = countOf(name, value);
    else if (name == "max_presence_members")
        app.members_max = countOf(name, value);
    else if (name == "encryption_master_key_base64")
        app.encryption_master_key = masterKeyOf(textOf(name, value));
    else if (name == "webhooks")
        app.webhooks = webhooksOf(value);
    else
        refuse("\"" + std::string(name) + "\" is not understood");
}

App appOf(json::value const& value) {
    auto const* object = value.if_object();
    if (object == nullptr)
        refuse("each app must be an object");
    App app;
    for (auto const& entry : *object)
        set(app, entry.key(), entry.value());
    if (app.id.empty() || app.key.empty() || app.secret.empty())
        refuse("each app needs an id, a key and a secret");
    return app;
}

std::string_view hostOf(std::string_view origin) {
    auto const scheme = origin.find("://");
    if (scheme != std::string_view::npos)
        origin.remove_prefix(scheme + 3);
    origin = origin.substr(0, origin.find('/'));
    auto const port = origin.rfind(':');
    return port == std::string_view::npos || origin.ends_with(']') ? origin
                                                                   : origin.substr(0, port);
}

bool matches(std::string_view pattern, std::string_view text) {
    auto const star = pattern.find('*');
    if (star == std::string_view::npos)
        return pattern == text;
    if (!text.starts_with(pattern.substr(0, star)))
        return false;
    text.remove_prefix(star);
    auto const rest = pattern.substr(star + 1);
    for (std::size_t skipped = 0; skipped <= text.size(); ++skipped)
        if (matches(rest, text.substr(skipped)))
            return true;
    return false;
}

}  // namespace

bool AppWebhook::wants(WebhookEvent::Kind kind) const {
    return events.empty() || std::ranges::find(events, name(kind)) != events.end();
}

App RealtimeSettings::clinicApp() {
    App app;
    app.id = "antrean";
    app.key = "antrean-key";
    return app;
}

std::vector<App> parseApps(std::string_view text) {
    boost::system::error_code failure;
    auto const value = json::parse(text, failure);
    if (failure || !value.is_array() || value.get_array().empty())
        refuse("must be JSON: [{\"id\":\"1\",\"key\":\"k\",\"secret\":\"s\"}]");
    std::vector<App> apps;
    std::set<std::string> ids;
    std::set<std::string> keys;
    for (auto const& element : value.get_array()) {
        apps.push_back(appOf(element));
        if (!ids.insert(apps.back().id).second || !keys.insert(apps.back().key).second)
            refuse("two apps have the same id or key");
    }
    return apps;
}

bool isOriginAllowed(App const& app, std::string_view origin) {
    auto const host = text::lower(hostOf(origin));
    return origin.empty() || std::ranges::any_of(app.allowed_origins, [&host](auto const& pattern) {
               return matches(text::lower(pattern), host);
           });
}

}  // namespace antrean::realtime
