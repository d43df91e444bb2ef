// Tells n8n who is called (contract, NW-1 and QU-7). The call never depends on it: the message is
// in the outbox when the call is committed, and the answer waits a moment for how its first attempt
// ends.
#pragma once

#include "clinic/Configs.hpp"
#include "clinic/Directory.hpp"
#include "db/Cached.hpp"
#include "delivery/Carrier.hpp"
#include "delivery/Outbox.hpp"
#include "http/Message.hpp"
#include "visit/Steps.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
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
};

inline constexpr http::Key kWebhookKeys[] = {
    {"webhook_status", http::shape::oneOf("success,error,skipped")},
    {"webhook_message", http::shape::like("Webhook sent successfully")},
};

// Puts both keys into a body, where the contract has them: nobody was told of this call, because
// nobody was called, or because no URL is set.
void addNobodyCalled(boost::json::object& body);
void addNotConfigured(boost::json::object& body);

// Thread-safe. References outlive it.
class Webhook {
public:
    Webhook(WebhookSettings settings, delivery::Outbox const& outbox);

    // Forgets the config when it may have changed, and warns in the log, now and then, of a URL
    // that n8n answers only while somebody tests. Before the first call.
    void follow(db::Database& database);

    // After a call, in its transaction: has n8n told, and `response` wait for what comes of it. Its
    // body has the keys of addNotConfigured, and keeps them when there is no URL.
    void tell(
        db::Transaction& transaction,
        http::Response& response,
        visit::Visit const& visit,
        visit::Step const& step
    );

    // Empty: none is set.
    std::string url(db::Transaction& transaction);
    std::string const& secret() const { return settings_.secret; }

private:
    std::string payload(visit::Visit const& visit, clinic::Directory const& directory) const;
    void warnOfTestUrl(db::Database& database);

    WebhookSettings const settings_;
    delivery::Outbox const& outbox_;
    db::Cached<std::string> configured_url_;
};

// Carries the messages of a Webhook, which outlives it; so does the clock.
class WebhookCarrier final : public delivery::Carrier {
public:
    static constexpr std::string_view kKind = "n8n";

    WebhookCarrier(Webhook& webhook, Clock const& clock) : webhook_(webhook), clock_(clock) {}

    std::string_view kind() const override { return kKind; }
    // The operator took the URL away.
    std::optional<std::string> whyUnwanted(
        delivery::Delivery const& delivery, db::Transaction& transaction
    ) override;
    // Goes to the URL of now: the one that the message was written for may have been a mistake.
    Result<delivery::Call> compose(delivery::Delivery const& delivery, db::Transaction& transaction)
        override;

private:
    Webhook& webhook_;
    Clock const& clock_;
};

}  // namespace antrean::queue
