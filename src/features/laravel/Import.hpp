// Takes over a running original: everything that the contract describes, with its ids. A second
// import brings what is new or different since the first.
//
//   source, read only          staged tables (laravel/Staging.hpp)         our tables
//   rows as text ------------> cleaned rows, problems to the file
//                              rows that break a rule of the whole ------> merged, parents first
//                                                                          ledger, figures,
//                                                                          counters, seats
//
// From the first moment until finish() the target is marked as incomplete (move/Mark.hpp): no
// program serves it. After a crash the import simply begins again.
#pragma once

#include "base/Clock.hpp"
#include "base/Result.hpp"
#include "laravel/Problems.hpp"
#include "laravel/Source.hpp"
#include "laravel/Staging.hpp"
#include "move/Mark.hpp"
#include "move/MoveProgress.hpp"

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace antrean::laravel {

struct ImportSettings {
    std::string source_url;
    std::string target_url;
    std::string command;      // that goes on with this import; without secrets
    std::string report_path;  // of laravel/Problems.hpp
    std::string files;        // the original's storage/app/public; empty: FAQ entries are left out
    std::string faq_folder;   // gets the files
    Zone zone;                // in which the original stores instants
};

// To be called in this order. Errors (refused) have a text of one line; db::Failure is thrown.
class Import {
public:
    Import(ImportSettings settings, move::Report report, std::function<bool()> must_stop);
    ~Import();

    // Reads the source and fills the target.
    Result<void> run();
    // Opens the target for use. Returns the number of problems in the report.
    std::int64_t finish();

private:
    struct Table {
        SourceTable source;
        StagedTable* staged = nullptr;
        std::int64_t rows_there = 0;
        std::int64_t left_out = 0;
    };

    Result<void> begin();
    Result<void> beginOnOurs();
    void mark();
    void createSchema() const;
    Result<void> stageAll();
    Result<void> stage(Table& table, move::MoveProgress& progress);
    void mergeAll();
    void settle(Table& table);
    void settleRoles();
    void settleStatuses();
    void settleTokens(Table& table);
    void settleQueues(Table& table);
    void settleFaqs(Table& table);
    void moveRole(std::int64_t from, std::int64_t to, std::string const& why);
    void grantPermissions();
    void writeLedger();
    void insertEvents();
    void writeFigures();
    void compareCounts();
    void problem(std::string_view table, Found const& found, Problem problem);
    std::int64_t list(db::Query const& query, std::string_view table, Problem const& problem);
    Table* find(std::string_view name);
    // Runs the work in a transaction of the target.
    void together(std::function<void()> const& work);

    ImportSettings const settings_;
    move::Report const report_;
    std::function<bool()> const must_stop_;
    std::string const now_;
    ProblemFile problems_;
    Source source_;
    std::deque<StagedTable> staged_;  // outlives the session
    db::ComposedQuery const fill_figures_;
    db::ComposedQuery const fill_waits_;
    std::unique_ptr<db::Session> target_;
    std::deque<Table> tables_;
};

}  // namespace antrean::laravel
