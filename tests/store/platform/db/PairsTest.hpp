// A PostgreSQL database with a table of two rows, which tests raise.
#pragma once

#include "harness/Engines.hpp"

#include <cstdint>

namespace antrean::db {

inline constexpr Query kRaise{"test.raise", "", "UPDATE pairs SET n = n + 1 WHERE id = :id"};
inline constexpr Query kOwnPid{"test.own_pid", "", "SELECT pg_backend_pid()"};

class PairsTest : public test::EachEngine {
protected:
    static constexpr Query kCreate{
        "test.create", "", "CREATE TABLE pairs (id BIGINT PRIMARY KEY, n BIGINT)"};
    static constexpr Query kInsert{"test.insert", "", "INSERT INTO pairs (id, n) VALUES (:id, 0)"};
    static constexpr Query kSum{"test.sum", "", "SELECT CAST(SUM(n) AS BIGINT) FROM pairs"};
    static constexpr Query kKill{
        "test.kill", "", "SELECT COUNT(*) FROM pg_terminate_backend(CAST(:pid AS INT))"};

    void SetUp() override {
        EachEngine::SetUp();
        if (!database_)
            return;
        write([](Transaction& transaction) {
            transaction.run(kCreate);
            transaction.run(kInsert, {{"id", 1}});
            transaction.run(kInsert, {{"id", 2}});
        });
    }

    // Of both rows.
    std::int64_t sum() const {
        std::int64_t found = -1;
        read([&found](Transaction& transaction) { found = *transaction.number(kSum); });
        return found;
    }

    void kill(std::int64_t pid) const {
        write([pid](Transaction& transaction) { transaction.number(kKill, {{"pid", pid}}); });
    }
};

}  // namespace antrean::db
