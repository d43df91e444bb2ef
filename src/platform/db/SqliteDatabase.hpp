#pragma once

#include "db/Changes.hpp"
#include "db/Database.hpp"
#include "db/SqliteReaders.hpp"
#include "db/SqliteWriter.hpp"

#include <functional>
#include <string>

namespace antrean::db {

// One file, one writer with group commit, several readers.
class SqliteDatabase final : public Database {
public:
    // Opens the file, which is created where there is none. Throws Failure.
    SqliteDatabase(std::string const& path, Settings const& settings);
    ~SqliteDatabase() override;

    Engine engine() const override { return Engine::sqlite; }
    void run(Mode mode, Job job) override;
    void onNotice(NoticeListener listener) override;
    void onOwnNotice(NoticeListener listener) override;
    void stop() override;

private:
    Changes changes_;
    SqliteWriter writer_;
    SqliteReaders readers_;
};

}  // namespace antrean::db
