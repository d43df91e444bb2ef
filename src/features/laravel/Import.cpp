#include "laravel/Import.hpp"

#include "base/Random.hpp"
#include "base/Text.hpp"
#include "db/Database.hpp"
#include "db/DatabaseUrl.hpp"
#include "db/LongSession.hpp"
#include "db/Migrations.hpp"
#include "db/Migrator.hpp"
#include "laravel/Sql.hpp"
#include "move/Sequences.hpp"
#include "tables/TableQueries.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ranges>
#include <utility>

namespace antrean::laravel {
namespace {

constexpr std::int64_t kRowsOfPart = 50'000;
constexpr std::size_t kMarkLetters = 20;

struct LastImport {
    std::string source;
    std::int64_t last_seq = 0;
};
BOOST_DESCRIBE_STRUCT(LastImport, (), (source, last_seq))

// Fills a table from the view that counts the same. The names are those of the migrations.
std::string countingText(std::string_view name, std::string_view counted) {
    auto const& all = tables::all();
    auto const table = std::ranges::find(all, name, &tables::Table::name);
    std::string columns;
    for (auto const& column : table->columns)
        columns += fmt::format("{}{}", columns.empty() ? "" : ", ", column.name);
    return fmt::format("INSERT INTO {0} ({1}) SELECT {1} FROM {2}", name, columns, counted);
}

Error interrupted(std::string const& command) {
    return Error::refused(fmt::format("interrupted: go on with `{}`", command));
}

}  // namespace

Import::Import(ImportSettings settings, move::Report report, std::function<bool()> must_stop)
    : settings_(std::move(settings)),
      report_(std::move(report)),
      must_stop_(std::move(must_stop)),
      now_(storedTimestamp(SystemClock().now())),
      problems_(settings_.report_path),
      source_(settings_.source_url),
      fill_figures_("laravel.fill_figures", countingText("daily_figures", "counted_figures")),
      fill_waits_("laravel.fill_waits", countingText("daily_waits", "counted_waits")) {}

Import::~Import() = default;

void Import::together(std::function<void()> const& work) {
    target_->script(target_->engine() == db::Engine::sqlite ? "BEGIN IMMEDIATE" : "BEGIN");
    work();
    target_->script("COMMIT");
}

Result<void> Import::run() {
    if (auto const missing = source_.missing(); !missing.empty())
        return Error::refused(
            fmt::format("the source is not the original: it has no {}", fmt::join(missing, ", no "))
        );
    if (auto const begun = begin(); !begun)
        return begun.error();
    if (auto const others = source_.others(); !others.empty())
        report_(fmt::format("Not taken over: {}", fmt::join(others, ", ")));
    if (auto const staged = stageAll(); !staged)
        return staged.error();
    mergeAll();
    writeLedger();
    writeFigures();
    compareCounts();
    return {};
}

Result<void> Import::begin() {
    target_ = db::openLongSession(settings_.target_url, db::Access::write);
    // Statements over whole tables sort in memory.
    if (target_->engine() == db::Engine::postgres)
        target_->script("SET work_mem = '64MB'; SET maintenance_work_mem = '256MB'");
    auto const mark_there = move::findMark(*target_);
    auto const source = db::withoutPassword(settings_.source_url);
    if (mark_there) {
        if (mark_there->role != move::role::kImport || mark_there->other != source)
            return Error::refused(move::refusal(*mark_there));
        report_("Beginning again: the last import did not end.");
        createSchema();
        return {};
    }
    auto const found = move::findAnyTable(*target_);
    if (!found) {
        mark();
        createSchema();
        return {};
    }
    if (target_->number(sql::kHasSchema) != 1)
        return Error::refused("the target has tables of another program: " + *found);
    createSchema();
    if (auto const ours = beginOnOurs(); !ours)
        return ours.error();
    mark();
    return {};
}

// A database that is in use: only the one of an earlier import that nobody has worked with, or one
// that was just created.
Result<void> Import::beginOnOurs() {
    if (target_->number(sql::kHasImports) == 1) {
        auto const last = target_->first<LastImport>(sql::kFindImport);
        auto const source = db::withoutPassword(settings_.source_url);
        if (last && last->source != source)
            return Error::refused("the target was imported from another source: " + last->source);
        auto const last_seq = target_->number(sql::kFindLastSeq).value_or(0);
        if (last && last_seq != last->last_seq)
            return Error::refused(fmt::format(
                "the clinic works with the target already: {} entries of its ledger are newer than "
                "the import",
                last_seq - last->last_seq
            ));
        report_("Taking over what came since the last import.");
        return {};
    }
    if (target_->number(sql::kCountUsedRows) != 0)
        return Error::refused("the target has patients, visits or users of its own");
    together([this] {
        for (auto const& queries : std::ranges::reverse_view(tables::allQueries()))
            if (queries.table().name != "secrets")
                target_->run(queries.removeAll());
    });
    return {};
}

void Import::mark() {
    together([this] {
        auto const id = randomLetters(kMarkLetters);
        move::insertMark(
            *target_,
            {id,
             std::string(move::role::kImport),
             db::withoutPassword(settings_.source_url),
             settings_.command,
             now_,
             {}},
            id
        );
    });
}

void Import::createSchema() const {
    db::Settings settings;
    settings.url = settings_.target_url;
    settings.sessions = 1;
    auto const database = db::open(settings);
    db::migrate(*database, db::kMigrations);
    database->stop();
}

Result<void> Import::stageAll() {
    std::int64_t total = 0;
    for (auto const& source : source_.tables()) {
        auto& staged = staged_.emplace_back(*source.table, *target_);
        tables_.push_back({source, &staged, source_.count(source), 0});
        total += tables_.back().rows_there;
    }
    move::MoveProgress progress(total, 0, std::chrono::steady_clock::now());
    for (auto& table : tables_) {
        progress.startTable(std::string(table.source.name), table.rows_there, 0);
        if (auto const staged = stage(table, progress); !staged)
            return staged.error();
    }
    return {};
}

Result<void> Import::stage(Table& table, move::MoveProgress& progress) {
    auto const& original = *table.source.table;
    WallClock clock(settings_.zone);
    RowCleaner cleaner(original, table.source.has_column, clock);
    table.staged->create();
    target_->script("BEGIN");
    auto insert = table.staged->insert();
    std::int64_t rows = 0;
    std::optional<std::string> last_key;
    source_.read(table.source, [&](Source::Raw raw) {
        auto row = cleaner.clean(raw);
        auto key = raw[0].value_or("") + ' ' + (original.is_pivot ? raw[1].value_or("") : "");
        if (key == last_key) {
            row.is_left_out = true;
            row.problems.push_back({"id", key, "is there twice", "the row was left out"});
        }
        last_key = std::move(key);
        for (auto const& found : row.problems)
            problems_.add(original.name, idOf(row), found);
        if (row.is_left_out)
            ++table.left_out;
        else
            insert->add(row.cells);
        progress.add(1);
        if (auto const line = progress.dueLine(std::chrono::steady_clock::now()))
            report_(*line);
        if (++rows % kRowsOfPart == 0) {
            insert->finish();
            target_->script("COMMIT; BEGIN");
            insert = table.staged->insert();
        }
        return !must_stop_();
    });
    insert->finish();
    insert.reset();
    target_->script("COMMIT");
    if (must_stop_())
        return interrupted(settings_.command);
    table.staged->createIndex();
    return {};
}

void Import::mergeAll() {
    report_("Settling duplicates and orphans, and bringing the rows into place.");
    settleRoles();
    target_->run(sql::kRemapStatuses);
    for (auto& table : tables_) {
        auto const name = table.source.table->name;
        StagedTable::Merged merged;
        together([&] {
            settle(table);
            if (name == "queues")
                target_->run(sql::kDeleteMovedQueues);
            merged = table.staged->merge();
            if (name == "statuses")
                settleStatuses();
        });
        report_(fmt::format(
            "{}: {} new, {} changed, {} removed",
            name,
            move::grouped(merged.added),
            move::grouped(std::max<std::int64_t>(merged.changed, 0)),
            move::grouped(merged.removed)
        ));
    }
    together([this] { grantPermissions(); });
}

void Import::settle(Table& table) {
    auto const& original = *table.source.table;
    for (auto const& reference : original.references) {
        Problem const text{
            std::string(reference.column),
            {},
            fmt::format("there is no such row in {}", reference.parent),
            reference.leaves_out ? "the row was left out" : "it is empty now"};
        auto const found = table.staged->settleReference(reference, [&](Found const& row) {
            problem(original.name, row, text);
        });
        table.left_out += reference.leaves_out ? found : 0;
    }
    for (auto const& unique : original.uniques) {
        auto const found = table.staged->settleUnique(unique, [&](Found const& row) {
            // Not even the hash of a token is for a file.
            bool const is_secret = unique.column == "token";
            problem(
                original.name,
                is_secret ? Found{row.id, {}} : row,
                {std::string(unique.column),
                 {},
                 "another row has this value",
                 unique.leaves_out ? std::string("the row was left out")
                                   : fmt::format("it is now '{}~{}'", row.value, row.id)}
            );
        });
        table.left_out += unique.leaves_out ? found : 0;
    }
    if (original.name == "personal_access_tokens")
        settleTokens(table);
    else if (original.name == "queues")
        settleQueues(table);
    else if (original.name == "faqs")
        settleFaqs(table);
}

void Import::writeFigures() {
    report_("Counting figures, seats and queue numbers.");
    together([this] {
        target_->run(sql::kRaiseCounters);
        target_->run(sql::kDeleteBookings);
        target_->run(sql::kInsertBookings);
        target_->run(sql::kDeleteFigures);
        target_->run(fill_figures_.query);
        target_->run(sql::kDeleteWaits);
        target_->run(fill_waits_.query);
        target_->run(sql::kResetPatientIndex);
        move::moveSequences(*target_, *target_);
    });
}

void Import::compareCounts() {
    report_(fmt::format("{:<24} {:>12} {:>12} {:>12}", "table", "there", "left out", "here"));
    for (auto const& table : tables_)
        report_(fmt::format(
            "{:<24} {:>12} {:>12} {:>12}",
            table.source.table->name,
            move::grouped(table.rows_there),
            move::grouped(table.left_out),
            move::grouped(table.staged->countOurs())
        ));
}

std::int64_t Import::finish() {
    for (auto& table : tables_)
        table.staged->drop();
    if (target_->engine() == db::Engine::postgres)
        target_->script("ANALYZE");
    problems_.close();
    together([this] {
        if (target_->number(sql::kHasImports) != 1)
            target_->script(std::string(sql::kCreateImports.text(target_->engine())));
        target_->run(
            sql::kPutImport,
            {{"source", db::withoutPassword(settings_.source_url)},
             {"last_seq", target_->number(sql::kFindLastSeq)},
             {"now", now_}}
        );
        move::removeMark(*target_);
    });
    return problems_.count();
}

void Import::problem(std::string_view table, Found const& found, Problem problem) {
    problem.value = found.value;
    problems_.add(table, found.id, problem);
}

std::int64_t Import::list(db::Query const& query, std::string_view table, Problem const& text) {
    std::int64_t count = 0;
    constexpr db::Column kFound[] = {{"id", db::Type::integer}, {"value", db::Type::text}};
    target_->fetch(query, {}, kFound, [&](std::span<db::Cell> row) {
        problem(table, {row[0].integer, row[1].text}, text);
        ++count;
        return true;
    });
    return count;
}

Import::Table* Import::find(std::string_view name) {
    auto const found = std::ranges::find_if(tables_, [name](Table const& table) {
        return table.source.table->name == name;
    });
    return found == tables_.end() ? nullptr : &*found;
}

}  // namespace antrean::laravel
