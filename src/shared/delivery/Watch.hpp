#pragma once

#include <functional>
#include <mutex>
#include <optional>
#include <string>

namespace antrean::delivery {

// Passes the outcome of a delivery's first attempt to the answer that waits for it. Thread-safe.
class Watch {
public:
    struct Ending {
        enum class Kind {
            delivered,
            failed,   // with a reason
            unknown,  // the attempt takes longer than an answer may wait
        };
        Kind kind{};
        std::string reason;
    };
    using Action = std::function<void(Ending const&)>;

    // Calls `action` once, as soon as the outcome is known: now, or later on the dispatcher's
    // thread. At most one call of then().
    void then(Action action);
    // Only the first call has an effect.
    void end(Ending ending);

private:
    std::mutex mutex_;
    std::optional<Ending> ending_;
    Action action_;
};

}  // namespace antrean::delivery
