#pragma once

#include "db/Changes.hpp"
#include "db/Database.hpp"
#include "db/JobLine.hpp"
#include "db/Pooling.hpp"
#include "db/PostgresHealth.hpp"
#include "db/PostgresSockets.hpp"
#include "db/PostgresWorker.hpp"

#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace antrean::db {

// A pool of threads, each with a session of its own, that take jobs from one line.
class PostgresDatabase final : public Database {
public:
    // Throws Failure when a URL cannot be read or the server not be reached, or when it is a pool
    // in transaction mode that the settings do not name as one.
    explicit PostgresDatabase(Settings const& settings);
    ~PostgresDatabase() override;

    Engine engine() const override { return Engine::postgres; }
    std::optional<std::string> trouble() const override { return health_.trouble(); }
    void run(Mode mode, Job job) override;
    void onNotice(NoticeListener listener) override;
    void onOwnNotice(NoticeListener listener) override;
    void stop() override;

private:
    void loop();
    PostgresWorker::Shared shared();

    Pooling pooling_;
    std::string conninfo_;  // of the sessions
    Changes changes_;
    PostgresSockets sockets_;
    PostgresHealth health_;
    StopSignal stop_signal_;
    JobLine line_;
    std::vector<std::thread> threads_;
};

}  // namespace antrean::db
