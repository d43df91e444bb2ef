// Imports rows of the lab's own system from CSV files that are named after its tables.
#pragma once

#include "base/Result.hpp"
#include "db/Query.hpp"
#include "lab/Tables.hpp"

#include <cstdint>
#include <deque>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace antrean::db {
class Database;
class Transaction;
}  // namespace antrean::db

namespace antrean::lab {

struct Imported {
    std::int64_t files = 0;
    std::int64_t rows = 0;
};

// Must outlive the database that it imports into, because the database's sessions cache its
// statements.
class Import {
public:
    // Gets a line for the operator: while a file is read, at its end, and for a file of the folder
    // that is not read.
    using Progress = std::function<void(std::string_view line)>;

    explicit Import(Progress progress) : progress_(std::move(progress)) {}

    // Imports every FOLDER/TABLE.csv (in any case) in one transaction, with bounded memory. A row
    // whose key exists already updates the columns that the file has; so does a later row of the
    // same file. Errors (refused): "t_test.csv, row 3: ..."; then nothing is imported.
    Result<Imported> run(db::Database& database, std::filesystem::path const& folder);

private:
    struct File {
        std::filesystem::path path;
        Table const* table = nullptr;

        std::string name() const { return path.filename().string(); }
    };
    class Loader;

    Result<std::vector<File>> filesOf(std::filesystem::path const& folder) const;
    Result<std::vector<File>> csvFilesOf(std::filesystem::path const& folder) const;
    Result<Imported> load(db::Transaction& transaction, std::vector<File> const& files);
    Result<void> checkReferences(db::Transaction& transaction, File const& file);
    db::Query const& keep(std::string text);

    Progress progress_;
    std::deque<std::string> texts_;
    std::deque<db::Query> queries_;
};

}  // namespace antrean::lab
