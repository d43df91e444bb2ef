#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace antrean::server {

// Lets one request of a name run at a time, and the others of that name wait without a thread.
// Requests of different names do not affect each other. Thread-safe.
class Turns {
public:
    // Passes the turn to the next request when it is destroyed. May outlive this object.
    using Turn = std::shared_ptr<void>;
    using Begin = std::function<void(Turn turn)>;

    // Requests of one name that wait; one more is refused.
    static constexpr std::size_t kWaitingMax = 16;

    // Returns the turn; or null, and `begin` gets the turn later, on the thread that ends the
    // previous one, and must not throw; or nothing, if too many wait.
    std::optional<Turn> take(std::string const& name, Begin begin);

private:
    class State;
    std::shared_ptr<State> state_ = makeState();
    static std::shared_ptr<State> makeState();
};

}  // namespace antrean::server
