// The two transactions around each call: what may go out now, and what came of it. No network and
// no thread in here; the dispatcher has both.
#pragma once

#include "delivery/Breakers.hpp"
#include "delivery/Carrier.hpp"
#include "delivery/DeliveryStore.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace antrean::delivery {

// A delivery that is leased to us, on its way.
struct Attempt {
    Delivery delivery;
    Call call;
    std::shared_ptr<Breakers::Pass> pass;
};

struct Taken {
    std::optional<Attempt> attempt;  // to be made now
    // Why there is none, when that is a failure that somebody should hear of.
    std::string reason;
};

// Thread-safe; all of it runs on database threads.
class Attempts {
public:
    // In [0, 1), anew each time.
    using Chance = std::function<double()>;

    Attempts(Carriers carriers, Breakers& breakers, std::string owner, Chance chance);

    // Leases the row that listDue gave. It may also end here (unwanted, worthless by now), or wait
    // longer (its carrier's pause, its target's breaker). The transaction may be run twice, when
    // the first Taken has been destroyed.
    Taken take(db::Transaction& transaction, Delivery const& delivery, Instant now) const;
    // Stores what came of an attempt.
    State settle(
        db::Transaction& transaction, Delivery const& delivery, Verdict const& verdict, Instant now
    ) const;

    // Null for a kind that nobody carries.
    Carrier* carrier(std::string_view kind) const;

private:
    Taken takeLeased(
        db::Transaction& transaction, Carrier& carrier, Delivery const& delivery, Instant now
    ) const;
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
    Chance const chance_;
};

}  // namespace antrean::delivery
