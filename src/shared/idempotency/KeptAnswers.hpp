#pragma once

#include "base/Clock.hpp"
#include "base/Watcher.hpp"
#include "http/AnswerStore.hpp"

#include <cstdint>

namespace antrean::db {
class Database;
}

namespace antrean::idempotency {

// The table of kept answers. Removes old ones on a thread of its own, a few at a time, so that no
// other writer waits for long.
class KeptAnswers final : public http::AnswerStore {
public:
    // Both outlive it.
    KeptAnswers(db::Database& database, Clock const& clock);

    void start() { watcher_.start(); }
    void stop() { watcher_.stop(); }

    std::optional<http::KeptAnswer> find(
        db::Transaction& transaction, std::string_view id, std::int64_t after_ms
    ) override;
    void keep(db::Transaction& transaction, http::KeptAnswer const& answer) override;

private:
    bool removeOld();

    db::Database& database_;
    Clock const& clock_;
    Watcher watcher_;
};

// Removes up to `count_max` of the answers that were kept at `before_ms` or before, the oldest
// first. Returns how many.
std::int64_t removeOldAnswers(
    db::Transaction& transaction, std::int64_t before_ms, std::int64_t count_max
);

}  // namespace antrean::idempotency
