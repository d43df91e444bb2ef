// Imports rows of the lab's own system from CSV files that are named after its tables.
#pragma once

#include "base/Result.hpp"
#include "db/Query.hpp"
#include "lab/Tables.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
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

// A row that cannot be imported.
struct Fault {
    std::string file;  // "t_test.csv"
    std::int64_t row = 0;
    std::string what;
};

// Must outlive the database that it imports into, because the database's sessions cache its
// statements.
class Import {
public:
    // Gets a line for the operator: while a file is read, at its end, and for a file of the folder
    // that is not read.
    using Progress = std::function<void(std::string_view line)>;
    // Ends the transaction of an import.
    using Conclude = std::function<void(db::Transaction& transaction, Imported const& imported)>;

    static constexpr std::size_t kFaultsMax = 20;

    explicit Import(Progress progress) : progress_(std::move(progress)) {}

    // Imports every FOLDER/TABLE.csv (in any case) in one transaction, with bounded memory. A row
    // whose key exists already updates the columns that the file has; so does a later row of the
    // same file. Errors (refused): "t_test.csv, row 3: ..."; then nothing is imported.
    Result<Imported> run(
        db::Database& database, std::filesystem::path const& folder, Conclude const& conclude = {}
    );
    // The faults of the last run, kFaultsMax at most; its error has the first one.
    std::vector<Fault> const& faults() const { return faults_; }
    // How many rows the run has read so far. Thread-safe.
    std::int64_t rowsRead() const { return rows_read_; }
    // How many statements its runs have made: one or two for each form of a file.
    std::size_t statementCount() const { return queries_.size(); }

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
    Error faultError() const;

    Progress progress_;
    std::map<std::string, db::Query> queries_;  // by text; sessions know them by address
    std::vector<Fault> faults_;
    std::atomic<std::int64_t> rows_read_ = 0;
};

}  // namespace antrean::lab
