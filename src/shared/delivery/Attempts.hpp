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

// The most attempts after which nobody knows whether a message arrived, for carriers that limit
// them: the second one is the last.
inline constexpr std::int64_t kUnansweredMax = 2;

// The time by the wall, and by a clock that nobody sets.
struct Now {
    Instant instant;
    Breakers::Time steady;
};

// A delivery that this process has leased, ready to be sent.
struct Attempt {
    Delivery delivery;  // as it was before the lease
    std::int64_t began_at_ms = 0;
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
    Taken take(db::Transaction& transaction, Delivery const& delivery, Now now) const;
    // The same for a row, in the transaction that inserted it. Empty when the row is not leased
    // because an earlier one of its key comes first: then listDue will give it.
    Taken takeNew(db::Transaction& transaction, std::int64_t id, Now now) const;
    // Stores the outcome of an attempt that began then.
    State settle(
        db::Transaction& transaction,
        Delivery const& delivery,
        std::int64_t began_at_ms,
        Verdict verdict,
        Instant now
    ) const;

    // Null for a kind that has no carrier.
    Carrier* carrier(std::string_view kind) const;

private:
    Taken takeLeased(db::Transaction& transaction, Delivery const& delivery, Now now) const;
    // Ends the delivery for good.
    void end(
        db::Transaction& transaction,
        Delivery const& delivery,
        State state,
        Verdict const& verdict,
        Instant now
    ) const;
    // The delivery after an attempt that neither delivered it nor was refused.
    Delivery attempted(Delivery delivery, std::int64_t began_at_ms, Verdict const& verdict) const;
    bool isHopeless(Delivery const& delivery) const;

    Carriers const carriers_;
    Breakers& breakers_;
    std::string const owner_;
    Random const random_;
};

}  // namespace antrean::delivery
