// What happens in the transactions around each call: one leases a delivery and composes the call,
// another stores the outcome. Knows no network and no thread; the dispatcher has both.
#pragma once

#include "delivery/Breakers.hpp"
#include "delivery/Carrier.hpp"
#include "delivery/DeliveryStore.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace antrean::delivery {

// A delivery that this process has leased, ready to be sent.
struct Attempt {
    Delivery delivery;
    Call call;
    std::shared_ptr<Breakers::Pass> pass;
};

struct Taken {
    std::optional<Attempt> attempt;  // to be sent now
    // Why there is no attempt. Empty when that is not a failure.
    std::string reason;
};

// Thread-safe. All of it runs on database threads.
class Attempts {
public:
    // A new random number in [0, 1) for each call.
    using Random = std::function<double()>;

    Attempts(Carriers carriers, Breakers& breakers, std::string owner, Random random);

    // Leases a row that listDue gave. The delivery may also end here (unwanted, or given up), or
    // wait longer (its carrier's pause, its target's breaker). The transaction may be run again,
    // after the first Taken has been destroyed.
    Taken take(db::Transaction& transaction, Delivery const& delivery, Instant now) const;
    // The same for a row, in the transaction that inserted it. Empty when the row is not leased
    // because an earlier one of its key comes first: then listDue will give it.
    Taken takeNew(db::Transaction& transaction, std::int64_t id, Instant now) const;
    // Stores the outcome of an attempt.
    State settle(
        db::Transaction& transaction, Delivery const& delivery, Verdict const& verdict, Instant now
    ) const;

    // Null for a kind that has no carrier.
    Carrier* carrier(std::string_view kind) const;

private:
    Taken takeLeased(db::Transaction& transaction, Delivery const& delivery, Instant now) const;
    void end(
        db::Transaction& transaction,
        Delivery const& delivery,
        State state,
        std::int64_t attempts,
        Verdict const& verdict,
        Instant now
    ) const;

    Carriers const carriers_;
    Breakers& breakers_;
    std::string const owner_;
    Random const random_;
};

}  // namespace antrean::delivery
