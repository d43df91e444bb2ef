#include "db/SqliteReaders.hpp"

#include "db/Failure.hpp"

#include <algorithm>
#include <atomic>

namespace antrean::db {

namespace {

constexpr Query kBegin{"db.begin", "BEGIN", ""};
constexpr Query kCommit{"db.commit", "COMMIT", ""};

// While it lives, statements of the session are interrupted when the job must stop.
class Interruption {
public:
    Interruption(SqliteSession& session, Job const& job) : session_(session) {
        if (job.deadline || job.unwanted.stop_possible())
            session_.interruptWhen([&job] { return mustStop(job); });
    }
    ~Interruption() { session_.interruptWhen({}); }
    Interruption(Interruption const&) = delete;
    Interruption& operator=(Interruption const&) = delete;

private:
    SqliteSession& session_;
};

std::uint64_t nextNumber() {
    static std::atomic<std::uint64_t> last{0};
    return ++last;
}

}  // namespace

SqliteReaders::SqliteReaders(SqliteFile file, Settings const& settings, Shared shared)
    : file_(std::move(file)),
      changes_(shared.changes),
      health_(shared.health),
      number_(nextNumber()),
      line_(settings.waiting_max, settings.searches_max) {
    for (std::size_t i = 0; i < settings.sessions; ++i)
        threads_.emplace_back([this] { loop(); });
}

SqliteReaders::~SqliteReaders() {
    stop();
}

void SqliteReaders::runHere(Mode mode, Job job) {
    std::optional<Error> error = Error::unavailable("the database is shutting down");
    if (auto* const reader = readerOfThisThread()) {
        std::scoped_lock const lock(reader->mutex);
        if (!reader->is_closed)
            error = run(*reader, mode, job);
    }
    // The reader is free again: `done` may run another job on this thread.
    finish(job, std::move(error));
}

void SqliteReaders::runApart(Job job) {
    Reader reader;
    reader.access = Access::scan;
    finish(job, run(reader, Mode::read_apart, job));
}

void SqliteReaders::stop() {
    line_.close();
    for (auto& thread : threads_)
        if (thread.joinable())
            thread.join();
    std::scoped_lock const lock(mutex_);
    is_stopped_ = true;
    for (auto const& reader : readers_here_) {
        std::scoped_lock const reader_lock(reader->mutex);
        reader->is_closed = true;
        reader->session.reset();
    }
    readers_here_.clear();
}

void SqliteReaders::loop() {
    Reader reader;
    std::vector<WaitingJob> jobs;
    for (; line_.take(jobs, 1); jobs.clear()) {
        auto& [mode, job] = jobs.front();
        auto refusal = refusalOf(job);
        finish(job, refusal ? std::move(refusal) : run(reader, mode, job));
        line_.ended(jobs.front());
    }
}

std::optional<Error> SqliteReaders::run(Reader& reader, Mode mode, Job& job) {
    // A single statement sees one moment by itself.
    bool const needs_transaction = mode != Mode::glance;
    // Pages of another database would be read as rows of this one.
    if (health_.trouble() == SqliteHealth::Trouble::overwritten)
        return Error::unavailable(health_.text().value());
    try {
        if (!reader.session)
            reader.session = openSqlite(file_, reader.access);
        reader.transaction.start(*reader.session, changes_);
        if (needs_transaction)
            reader.session->run(kBegin);
        OpenTransaction::End end{};
        {
            Interruption const interruption(*reader.session, job);
            end = reader.transaction.perform(job);
        }
        // There is nothing to roll back, so both ends are the same.
        if (needs_transaction)
            reader.session->run(kCommit);
        if (end == OpenTransaction::End::failed)
            return errorOf(job, errorAfter(reader.transaction.problem()));
        if (end == OpenTransaction::End::keep)
            reader.transaction.committed(changes_);
        return std::nullopt;
    } catch (Failure const& failure) {
        reader.session.reset();
        return errorAfter({failure.kind(), failure.what()});
    }
}

Error SqliteReaders::errorAfter(OpenTransaction::Problem const& problem) {
    if (problem.kind == FailureKind::damaged)
        health_.note(SqliteHealth::Trouble::damaged, problem.what);
    return errorOf(problem);
}

SqliteReaders::Reader* SqliteReaders::readerOfThisThread() {
    struct Known {
        std::uint64_t number = 0;
        std::shared_ptr<Reader> reader;
    };
    static thread_local std::vector<Known> known;
    for (auto const& [number, reader] : known)
        if (number == number_)
            return reader.get();
    std::scoped_lock const lock(mutex_);
    if (is_stopped_)
        return nullptr;
    // Readers of databases that have been stopped since are no longer needed.
    std::erase_if(known, [](Known const& each) { return each.reader.use_count() == 1; });
    known.push_back({number_, std::make_shared<Reader>()});
    readers_here_.push_back(known.back().reader);
    return known.back().reader.get();
}

}  // namespace antrean::db
