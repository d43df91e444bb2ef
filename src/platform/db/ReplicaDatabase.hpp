#pragma once

#include "db/Changes.hpp"
#include "db/Database.hpp"
#include "db/PostgresSockets.hpp"
#include "db/ReplicaSettings.hpp"
#include "db/ReplicaWatch.hpp"
#include "db/ReplicaWorker.hpp"
#include "db/StopSignal.hpp"

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace antrean::db {

struct ReplicaFigures {
    ReplicaState state;
    std::uint64_t reads = 0;             // at the replica
    std::uint64_t reads_at_primary = 0;  // that the replica did not do
};

// A PostgreSQL database whose longer reads a replica does. Each read first asks the primary how far
// it is, and waits until the replica is as far. So a client reads all that any client was answered
// before, through any process. Whatever the replica cannot do, the primary does.
class ReplicaDatabase final : public Database {
public:
    // `primary` outlives this. Does not connect. Throws Failure for a URL that cannot be read.
    ReplicaDatabase(Database& primary, ReplicaSettings const& settings);
    ~ReplicaDatabase() override;

    Engine engine() const override { return primary_.engine(); }
    std::optional<std::string> trouble() const override { return primary_.trouble(); }
    void run(Mode mode, Job job) override;
    void onNotice(NoticeListener listener) override { primary_.onNotice(std::move(listener)); }
    void onOwnNotice(NoticeListener listener) override {
        primary_.onOwnNotice(std::move(listener));
    }
    // The primary is stopped after it.
    void stop() override;

    ReplicaFigures figures() const;

private:
    struct Asked {
        Mode mode{};
        Job job;
        Position position;
    };

    void askAndPush(Mode mode, Job job);
    void runApart(Job job);
    void push(Asked asked);
    void loop();
    ReplicaWorker::Shared shared();
    // Runs it here, or at the primary.
    void perform(ReplicaWorker& worker, Asked asked);
    void giveToPrimary(Mode mode, Job job);

    Database& primary_;
    ReplicaSettings const settings_;
    std::string const conninfo_;
    Changes changes_;
    PostgresSockets sockets_;
    ReplicaWatch watch_;
    StopSignal stop_signal_;
    std::atomic<std::uint64_t> reads_{0};
    std::atomic<std::uint64_t> reads_at_primary_{0};
    std::mutex mutex_;
    std::condition_variable arrived_;
    std::deque<Asked> waiting_;  // under the mutex
    bool is_closed_ = false;     // under the mutex
    std::vector<std::thread> threads_;
};

}  // namespace antrean::db
