// The other processes on the same database, which with this one are one broadcaster. What hubs say
// to each other through it is written in PeerMessages.hpp.
#pragma once

#include <string>

namespace antrean::realtime {

// Thread-safe. None of its calls waits or calls back, so that they can be made under a hub's lock.
class Peers {
public:
    virtual ~Peers() = default;

    // Whether there is anybody to be told. Whoever comes is told everything by
    // Hub::tellEverything.
    virtual bool any() const = 0;
    // Tells all of them, in the order of the calls.
    virtual void tell(std::string message) = 0;
    // Hub::tellCounts has something new.
    virtual void remind() = 0;
};

}  // namespace antrean::realtime
