// Knows one kind of delivery: how to send it, what a reply means, and what follows from it.
#pragma once

#include "base/Result.hpp"
#include "delivery/Delivery.hpp"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace antrean::db {
class Transaction;
}

namespace antrean::delivery {

// Thread-safe. Functions that take a transaction run on a database thread, possibly twice for one
// attempt (db::Job). They may use only that transaction and memory, because all other writes wait
// meanwhile.
class Carrier {
public:
    virtual ~Carrier() = default;

    virtual std::string_view kind() const = 0;

    // Called before every attempt. With a reason, the delivery is cancelled.
    virtual std::optional<std::string> whyUnwanted(Delivery const&, db::Transaction&) {
        return std::nullopt;
    }
    // Called before every attempt, for quiet hours or a pause between messages of one number. With
    // an instant after `now`, the delivery waits until then, and no attempt is counted.
    virtual std::optional<Instant> notBefore(Delivery const&, db::Transaction&, Instant /*now*/) {
        return std::nullopt;
    }
    // Whether compose() makes a question to the receiver instead of the message, for example
    // whether an earlier attempt arrived.
    virtual bool asks(Delivery const&) const { return false; }
    // Whether a message is given up after kUnansweredMax attempts that got no answer, because a
    // repeated message does harm.
    virtual bool isSentTwiceAtMost() const { return false; }
    // The request, with settings and secrets as they are now. An error counts as a failed attempt
    // and its message as the reason.
    virtual Result<Call> compose(Delivery const&, db::Transaction&) = 0;
    // For whom the message is (Breakers.hpp).
    virtual std::string const& recipientOf(Delivery const& delivery) const {
        return delivery.order_key;
    }
    // Called on the dispatcher's thread, so it must not block. The default is webhookVerdict.
    virtual Verdict judge(Delivery const&, Call const&, Reply const&);
    // Called in the transaction that stores the outcome, before it is stored: what the database
    // says about a verdict.
    virtual Verdict confirm(Delivery const&, Verdict verdict, db::Transaction&) { return verdict; }
    // How long its finished deliveries stay in the list, if not for DeliverySettings::keep.
    virtual std::optional<std::chrono::hours> keptFor() const { return std::nullopt; }
    // Called in the transaction that stores the final state. `verdict` has the reason; its kind is
    // meaningless if the delivery was cancelled or given up.
    virtual void onSettled(Delivery const&, State, Verdict const&, db::Transaction&) {}
};

using Carriers = std::vector<std::shared_ptr<Carrier>>;

// Whether an answer with that status comes from a proxy that got none from the receiver.
bool isGatewayTimeout(int status);

// 2xx is delivered. Everything else is to be tried again, with a reason in Guzzle's words, as the
// contract shows them (QU-7). A redirect is not followed: it would send the message and its
// credentials to a place that nobody configured.
Verdict webhookVerdict(Call const& call, Reply const& reply);

// As Guzzle shows it: stars for the password of "http://user:password@host".
std::string withoutPassword(std::string_view url);

// "cURL error 7: Failed to connect ... (see https://...) for http://..."
std::string curlErrorText(int code, std::string_view text, std::string_view url);

}  // namespace antrean::delivery
