// The other processes on the same database, which together with this one act as one broadcaster.
// The messages that their hubs exchange are listed in PeerMessages.hpp.
#pragma once

#include <string>

namespace antrean::realtime {

// Thread-safe. None of its calls waits or calls back, so a hub may make them under its lock.
class Peers {
public:
    virtual ~Peers() = default;

    // Whether there are other processes. A new one gets all it has to know from Hub::sendState.
    virtual bool any() const = 0;
    // Sends a message to all of them, in the order of the calls.
    virtual void send(std::string message) = 0;
    // Hub::sendCounts has something to send.
    virtual void onCountsChanged() = 0;
};

}  // namespace antrean::realtime
