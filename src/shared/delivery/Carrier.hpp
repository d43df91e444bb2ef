// Knows one kind of delivery: how it is sent, what an answer means, and what follows from that.
#pragma once

#include "base/Result.hpp"
#include "delivery/Delivery.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace antrean::db {
class Transaction;
}

namespace antrean::delivery {

// Thread-safe. What takes a transaction runs on a database thread, possibly twice for one attempt
// (db::Job), and may use nothing but that transaction and memory: it holds up everybody's writes.
class Carrier {
public:
    virtual ~Carrier() = default;

    virtual std::string_view kind() const = 0;

    // Asked before every attempt. A reason: it is cancelled.
    virtual std::optional<std::string> whyUnwanted(Delivery const&, db::Transaction&) {
        return std::nullopt;
    }
    // Asked before every attempt: quiet hours, or a pause between messages of one number. An
    // instant after `now`: it waits until then, and no attempt is counted.
    virtual std::optional<Instant> notBefore(Delivery const&, db::Transaction&, Instant /*now*/) {
        return std::nullopt;
    }
    // The request, with settings and secrets as they are now. An error is a failed attempt whose
    // reason is its message.
    virtual Result<Call> compose(Delivery const&, db::Transaction&) = 0;
    // On the dispatcher's thread; must not block. By default as webhookVerdict.
    virtual Verdict judge(Delivery const&, Call const&, Reply const&);
    // In the transaction that stores the end. `verdict` has the reason; its kind says nothing of
    // a delivery that was cancelled or given up.
    virtual void onSettled(Delivery const&, State, Verdict const&, db::Transaction&) {}
};

using Carriers = std::vector<std::shared_ptr<Carrier>>;

// 2xx is delivered; everything else may be better later, and is told in Guzzle's words, as the
// contract shows them (QU-7). A redirect is not followed: it would take the message, and what it
// authenticates with, to where nobody configured it to go.
Verdict webhookVerdict(Call const& call, Reply const& reply);

// As Guzzle shows it: the password of "http://user:password@host" is stars.
std::string withoutPassword(std::string_view url);

// "cURL error 7: Failed to connect ... (see https://...) for http://..."
std::string curlErrorText(int code, std::string_view text, std::string_view url);

}  // namespace antrean::delivery
