#pragma once

#include "db/Changes.hpp"
#include "db/Database.hpp"
#include "db/SqliteHealth.hpp"
#include "db/SqliteReaders.hpp"
#include "db/SqliteStamps.hpp"
#include "db/SqliteWriter.hpp"

#include <functional>
#include <string>

namespace antrean::db {

// One file, one writer with group commit, several readers.
class SqliteDatabase final : public Database {
public:
    // Opens the file, and creates a missing one. Throws Failure, also when the WAL beside the file
    // belongs to another file.
    SqliteDatabase(std::string const& path, Settings const& settings);
    ~SqliteDatabase() override;

    Engine engine() const override { return Engine::sqlite; }
    std::optional<std::string> trouble() const override { return health_.text(); }
    void run(Mode mode, Job job) override;
    void onNotice(NoticeListener listener) override;
    void onOwnNotice(NoticeListener listener) override;
    void stop() override;

private:
    SqliteStamps stamps_;
    SqliteHealth health_;
    Changes changes_;
    SqliteWriter writer_;
    SqliteReaders readers_;
};

}  // namespace antrean::db
