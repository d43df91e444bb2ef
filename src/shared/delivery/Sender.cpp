#include "delivery/Sender.hpp"

#include <optional>
#include <utility>

namespace antrean::delivery {
namespace {

// A reply ends the wait at once.
constexpr std::chrono::milliseconds kWait{250};

}  // namespace

Reply callAndWait(Sender& sender, Call const& call) {
    std::optional<Reply> reply;
    sender.send(call, [&reply](Reply given) { reply = std::move(given); });
    while (!reply)
        sender.run(kWait);
    return *std::move(reply);
}

}  // namespace antrean::delivery
