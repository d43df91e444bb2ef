// Moves all rows from one database of this program to an empty one, on either engine.
//
//   source                      target
//   (served)                    (empty)
//   closed, marked       begin
//                               marked: begin, copy ... (a crash leaves all of this as it is)
//                               verified
//   marked as ended      finish
//                               not marked: may be served
//
// Each part of a table is committed with its progress, so a run that goes on begins after the last
// part. The source stays closed after the move: a server that still runs on it would give numbers
// that nobody ever sees again.
#pragma once

#include "base/Result.hpp"
#include "db/Session.hpp"
#include "move/Mark.hpp"
#include "move/MoveProgress.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace antrean::tables {
class TableQueries;
}

namespace antrean::move {

struct MoveSettings {
    std::string source_url;
    std::string target_url;
    std::string command;  // that goes on with this move; without secrets
};

// To be called in this order. Errors (refused) have a text of one line; db::Failure is thrown.
class Move {
public:
    // `must_stop` is asked often; when it returns true, copy() ends after the part that it is at.
    Move(MoveSettings settings, Report report, std::function<bool()> must_stop);

    // Closes the source for writes and marks both databases, or goes on with a move that began.
    Result<void> begin();
    // Creates the schema and copies the rows that are missing.
    Result<void> copy();
    // Compares each table's checksum.
    Result<void> verify();
    // Opens the target for use.
    void finish();

    std::int64_t rowsMoved() const { return rows_moved_; }

private:
    struct Part {
        std::int64_t rows_moved = 0;
        std::optional<std::int64_t> last_number;
        bool is_complete = false;
    };

    Result<void> beginAnew(std::optional<Mark> const& source_mark);
    Result<void> goOn(Mark const& source_mark, Mark const& target_mark);
    void closeSource();
    void markTarget();
    void createSchema() const;
    void readProgress();
    Result<void> copyTable(tables::TableQueries const& queries, MoveProgress& progress);
    Result<void> copyPart(tables::TableQueries const& queries, Part& part, MoveProgress& progress);
    std::int64_t insertRows(
        tables::TableQueries const& queries, Part& part, MoveProgress& progress
    );

    MoveSettings const settings_;
    Report const report_;
    std::function<bool()> const must_stop_;
    std::string const run_;  // of this process: another one that takes over ends it
    std::string id_;
    std::unique_ptr<db::Session> source_;
    std::unique_ptr<db::Session> target_;
    std::map<std::string, Part, std::less<>> parts_;
    std::int64_t rows_moved_ = 0;
};

// Gives up a move, or opens a database again that was moved: writes are accepted. The target is not
// touched; it stays unusable if it is not complete. Refused when the database is not the source of
// a move.
Result<void> reopen(std::string const& url);

}  // namespace antrean::move
