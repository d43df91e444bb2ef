#pragma once

#include <functional>
#include <mutex>
#include <optional>
#include <string>

namespace antrean::delivery {

// Where an answer waits for the first attempt of its delivery. Thread-safe.
class Watch {
public:
    struct Ending {
        enum class Kind {
            delivered,
            failed,   // with a reason
            unknown,  // it takes longer than an answer may wait
        };
        Kind kind{};
        std::string reason;
    };
    using Action = std::function<void(Ending const&)>;

    // Calls `action` once, when the end is known: now, or on the dispatcher's thread. Once.
    void then(Action action);
    // The first end counts.
    void end(Ending ending);

private:
    std::mutex mutex_;
    std::optional<Ending> ending_;
    Action action_;
};

}  // namespace antrean::delivery
