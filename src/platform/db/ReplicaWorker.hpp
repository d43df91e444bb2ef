#pragma once

#include "db/Changes.hpp"
#include "db/Database.hpp"
#include "db/OpenTransaction.hpp"
#include "db/PooledSession.hpp"
#include "db/PostgresSockets.hpp"
#include "db/ReplicaWatch.hpp"
#include "db/StopSignal.hpp"

#include <chrono>
#include <memory>
#include <string>

namespace antrean::db {

// Runs reads on a session of its own on the replica. Used by one thread.
class ReplicaWorker {
public:
    struct Shared {
        std::string const& conninfo;
        std::chrono::milliseconds wait_max;
        PostgresSockets& sockets;
        ReplicaWatch& watch;
        StopSignal& stop;
        Changes& changes;  // has no listeners: a read publishes nothing
    };
    explicit ReplicaWorker(Shared shared) : shared_(shared) {}

    // Runs and ends the job when the replica has reached the position. Returns false if the replica
    // could not do it: then the job has not ended, and the primary has to run it.
    bool run(Job& job, Position const& position);

private:
    bool hasReached(Position const& position);
    bool perform(Job& job, Position const& position);

    Shared shared_;
    std::unique_ptr<PooledSession> session_;  // empty until needed, and after a failure
    OpenTransaction transaction_;
};

}  // namespace antrean::db
