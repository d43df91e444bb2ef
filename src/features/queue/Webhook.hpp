// Posts every call to n8n (contract, NW-1 and QU-7). The call never depends on it: the message is
// in the outbox when the call is committed, and the answer waits a moment for the end of its first
// attempt.
#pragma once

#include "clinic/Configs.hpp"
#include "clinic/Directory.hpp"
#include "db/Cached.hpp"
#include "delivery/Outbox.hpp"
#include "http/Message.hpp"
#include "http/Shape.hpp"
#include "visit/Steps.hpp"

#include <boost/json/object.hpp>

#include <chrono>
#include <functional>
#include <string>
#include <string_view>

namespace antrean::db {
class Database;
}

namespace antrean::queue {

struct WebhookSettings {
    std::string url;     // empty: the config `n8n_webhook_url`, or none
    std::string secret;  // empty: messages are not signed
    // `poly` is "umum" instead of 1.
    bool names_poly = false;
    // How long a workflow may take that answers at its end.
    std::chrono::seconds timeout{60};
    std::chrono::minutes worth{10};  // how long a call is still worth announcing
};

// What a caller may read of a webhook's failure. The URL and n8n's answer may hold credentials.
enum class FailureDetails { whole, failure_class };
FailureDetails failureDetailsFor(http::Caller const& caller);

inline constexpr http::Key kWebhookKeys[] = {
    {"webhook_status", http::shape::oneOf("success,error,skipped")},
    {"webhook_message", http::shape::like("Webhook sent successfully")},
};

// The webhook's result in the answer to a call.
struct WebhookReport {
    std::string status = "skipped";
    std::string message = "Webhook URL is not configured";
    // Sets both in the body when the first attempt has ended (http::Response::later). Empty when
    // there is nothing to wait for.
    std::function<void(http::Response, http::Complete const&)> later;

    // Nothing was sent, because the same call was made, and sent, a moment ago.
    static WebhookReport repeatedCall() { return {"skipped", "Call repeated within a moment", {}}; }
    // Nothing was sent, because nobody was called.
    static WebhookReport nobodyCalled() { return {"skipped", "Queue not found", {}}; }

    // Puts the keys of kWebhookKeys at the end of a body.
    void addTo(boost::json::object& body) const;
};

// Thread-safe. References outlive it.
class Webhook {
public:
    Webhook(WebhookSettings settings, delivery::Outbox const& outbox);

    // Forgets the config when it may have changed, and warns in the log, now and then, of a URL
    // that n8n answers only while somebody tests. Before the first call.
    void follow(db::Database& database);

    // After a call, in its transaction: puts the message into the outbox, unless there is no URL.
    WebhookReport notify(
        db::Transaction& transaction,
        visit::Visit const& visit,
        visit::Step const& step,
        FailureDetails details
    );

    // Empty: none is set.
    std::string url(db::Transaction& transaction);
    WebhookSettings const& settings() const { return settings_; }

private:
    std::string payload(visit::Visit const& visit, clinic::Directory const& directory) const;
    void warnOfTestUrl(db::Database& database);

    WebhookSettings const settings_;
    delivery::Outbox const& outbox_;
    db::Cached<std::string> configured_url_;
};

}  // namespace antrean::queue
