#include "move/Move.hpp"

#include "base/Clock.hpp"
#include "base/Random.hpp"
#include "db/BulkInsert.hpp"
#include "db/Database.hpp"
#include "db/DatabaseUrl.hpp"
#include "db/LongSession.hpp"
#include "db/Migrations.hpp"
#include "db/Migrator.hpp"
#include "move/Fence.hpp"
#include "move/Sequences.hpp"
#include "move/Sql.hpp"
#include "tables/TableQueries.hpp"

#include <fmt/format.h>

#include <utility>

namespace antrean::move {
namespace {

// How much a crash loses, and a transaction of the target holds.
constexpr std::int64_t kRowsOfPart = 50'000;
constexpr std::size_t kMarkLetters = 20;

struct ProgressRow {
    std::string name;
    std::int64_t rows_moved = 0;
    std::optional<std::int64_t> last_number;
    bool is_complete = false;
};
BOOST_DESCRIBE_STRUCT(ProgressRow, (), (name, rows_moved, last_number, is_complete))

std::string now() {
    return storedTimestamp(SystemClock().now());
}

void beginWrite(db::Session& session) {
    session.script(session.engine() == db::Engine::sqlite ? "BEGIN IMMEDIATE" : "BEGIN");
}

// One moment for all that is read.
void beginRead(db::Session& session) {
    session.script(
        session.engine() == db::Engine::sqlite
            ? "BEGIN"
            : "BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"
    );
}

// daily_activity is copied, so entries of the ledger must not be counted again.
void countActivity(db::Session& session, bool counts) {
    if (session.engine() == db::Engine::postgres)
        session.script(fmt::format(
            "ALTER TABLE events {} TRIGGER events_count_activity", counts ? "ENABLE" : "DISABLE"
        ));
}

}  // namespace

Move::Move(MoveSettings settings, Report report, std::function<bool()> must_stop)
    : settings_(std::move(settings)),
      report_(std::move(report)),
      must_stop_(std::move(must_stop)),
      run_(randomLetters(kMarkLetters)) {}

Result<void> Move::begin() {
    auto const source = db::openLongSession(settings_.source_url, db::Access::write);
    target_ = db::openLongSession(settings_.target_url, db::Access::write);
    auto const source_mark = findMark(*source);
    auto const target_mark = findMark(*target_);
    if (source_mark && source_mark->role != role::kSource)
        return Error::refused(refusal(*source_mark));
    auto const began = target_mark && source_mark ? goOn(*source_mark, *target_mark)
                       : target_mark ? Error::refused("the target is part of another move")
                                     : beginAnew(source_mark);
    if (!began)
        return began.error();
    source_ = db::openLongSession(settings_.source_url, db::Access::scan);
    beginRead(*source_);
    return {};
}

Result<void> Move::beginAnew(std::optional<Mark> const& source_mark) {
    auto const target = db::withoutPassword(settings_.target_url);
    if (source_mark && (source_mark->ended_at || source_mark->other != target))
        return Error::refused(refusal(*source_mark));
    if (auto const found = findAnyTable(*target_))
        return Error::refused(
            fmt::format("the target is not empty: {} has the table {}", target, *found)
        );
    id_ = source_mark ? source_mark->id : randomLetters(kMarkLetters);
    if (!source_mark)
        closeSource();
    markTarget();
    return {};
}

Result<void> Move::goOn(Mark const& source_mark, Mark const& target_mark) {
    if (target_mark.role != role::kTarget || target_mark.id != source_mark.id)
        return Error::refused(
            "the target is part of another move: remove it, and begin again with an empty one"
        );
    id_ = source_mark.id;
    target_->run(sql::kTakeRun, {{"id", id_}, {"run", run_}, {"command", settings_.command}});
    report_(fmt::format("Going on with the move that began on {} (UTC).", target_mark.began_at));
    return {};
}

void Move::closeSource() {
    auto const source = db::openLongSession(settings_.source_url, db::Access::write);
    beginWrite(*source);
    closeForWrites(*source);
    insertMark(
        *source,
        {id_,
         std::string(role::kSource),
         db::withoutPassword(settings_.target_url),
         settings_.command,
         now(),
         {}},
        run_
    );
    source->script("COMMIT");
    report_("The source is closed for writes: a server on it answers reads, and 503 to writes.");
}

// First of all, so that a target is never an empty clinic that a server would accept.
void Move::markTarget() {
    beginWrite(*target_);
    insertMark(
        *target_,
        {id_,
         std::string(role::kTarget),
         db::withoutPassword(settings_.source_url),
         settings_.command,
         now(),
         {}},
        run_
    );
    target_->script(std::string(sql::kCreateProgress.text(target_->engine())));
    target_->script("COMMIT");
}

Result<void> Move::copy() {
    createSchema();
    countActivity(*target_, false);
    readProgress();
    std::map<std::string, std::int64_t, std::less<>> totals;
    std::int64_t total = 0;
    std::int64_t before = 0;
    for (auto const& queries : tables::allQueries()) {
        auto const rows = source_->number(queries.count()).value_or(0);
        totals[queries.table().name] = rows;
        total += rows;
        before += parts_[queries.table().name].rows_moved;
    }
    MoveProgress progress(total, before, std::chrono::steady_clock::now());
    for (auto const& queries : tables::allQueries()) {
        auto const& name = queries.table().name;
        progress.startTable(name, totals[name], parts_[name].rows_moved);
        if (auto const copied = copyTable(queries, progress); !copied)
            return copied.error();
    }
    report_(fmt::format("{} rows were copied.", grouped(rows_moved_)));
    return {};
}

void Move::createSchema() const {
    db::Settings settings;
    settings.url = settings_.target_url;
    settings.sessions = 1;
    auto const database = db::open(settings);
    db::migrate(*database, db::kMigrations);
    database->stop();
}

void Move::readProgress() {
    for (auto const& row : target_->all<ProgressRow>(sql::kListProgress))
        parts_[row.name] = {row.rows_moved, row.last_number, row.is_complete};
}

Result<void> Move::copyTable(tables::TableQueries const& queries, MoveProgress& progress) {
    auto& part = parts_[queries.table().name];
    while (!part.is_complete)
        if (auto const copied = copyPart(queries, part, progress); !copied)
            return copied.error();
    return {};
}

Result<void> Move::copyPart(
    tables::TableQueries const& queries, Part& part, MoveProgress& progress
) {
    beginWrite(*target_);
    if (target_->run(sql::kHoldRun, {{"id", id_}, {"run", run_}}) != 1)
        return Error::refused("another process goes on with this move");
    // What migrations have inserted.
    if (part.rows_moved == 0)
        target_->run(queries.removeAll());
    auto const rows = insertRows(queries, part, progress);
    if (must_stop_())
        return Error::refused(fmt::format("interrupted: go on with `{}`", settings_.command));
    part.is_complete = !queries.table().hasNumber() || rows < kRowsOfPart;
    part.rows_moved += rows;
    target_->run(
        sql::kPutProgress,
        {{"name", queries.table().name},
         {"rows_moved", part.rows_moved},
         {"last_number", part.last_number},
         {"is_complete", part.is_complete}}
    );
    target_->script("COMMIT");
    rows_moved_ += rows;
    return {};
}

std::int64_t Move::insertRows(
    tables::TableQueries const& queries, Part& part, MoveProgress& progress
) {
    constexpr std::int64_t kRowsBetweenLooks = 1'000;
    bool const has_number = queries.table().hasNumber();
    std::vector<db::Arg> args;
    if (has_number) {
        args.push_back({"after", part.last_number});
        args.push_back({"rows", kRowsOfPart});
    }
    auto const insert = db::openBulkInsert(*target_, queries.bulk());
    std::int64_t rows = 0;
    source_->fetch(queries.list(), args, queries.columns(), [&](std::span<db::Cell> row) {
        insert->add(row);
        if (has_number)
            part.last_number = row[queries.numberAt()].integer;
        progress.add(1);
        if (++rows % kRowsBetweenLooks != 0)
            return true;
        if (auto const line = progress.dueLine(std::chrono::steady_clock::now()))
            report_(*line);
        return !must_stop_();
    });
    insert->finish();
    return rows;
}

Result<void> Move::verify() {
    std::string wrong;
    beginRead(*target_);
    for (auto const& queries : tables::allQueries()) {
        auto const& name = queries.table().name;
        auto const there = tables::checksumOf(*source_, queries);
        auto const here = tables::checksumOf(*target_, queries);
        if (there == here) {
            report_(fmt::format("{:<24} {:>12} rows  {}", name, grouped(here.rows()), here.text()));
            continue;
        }
        report_(fmt::format(
            "{:<24} DIFFERS: {} rows {} in the source, {} rows {} in the target",
            name,
            grouped(there.rows()),
            there.text(),
            grouped(here.rows()),
            here.text()
        ));
        wrong += (wrong.empty() ? "" : ", ") + name;
    }
    target_->script("COMMIT");
    if (!wrong.empty())
        return Error::refused(
            "the target is not a copy of the source, so it stays unusable; these tables differ: " +
            wrong
        );
    return {};
}

void Move::finish() {
    beginWrite(*target_);
    moveSequences(*source_, *target_);
    countActivity(*target_, true);
    target_->script("COMMIT");
    if (target_->engine() == db::Engine::postgres)
        target_->script("ANALYZE");
    source_.reset();
    auto const source = db::openLongSession(settings_.source_url, db::Access::write);
    source->run(sql::kEndMark, {{"id", id_}, {"now", now()}});
    beginWrite(*target_);
    target_->script(std::string(sql::kDropProgress.text(target_->engine())));
    removeMark(*target_);
    target_->script("COMMIT");
}

Result<void> reopen(std::string const& url) {
    auto const session = db::openLongSession(url, db::Access::write);
    auto const mark = findMark(*session);
    if (!mark || mark->role != role::kSource)
        return Error::refused("the database is not the source of a move: nothing was changed");
    beginWrite(*session);
    openForWrites(*session);
    removeMark(*session);
    session->script("COMMIT");
    return {};
}

}  // namespace antrean::move
