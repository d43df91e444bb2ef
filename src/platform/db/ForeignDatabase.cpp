#include "db/ForeignDatabase.hpp"

#include "db/Failure.hpp"
#include "db/ServerSession.hpp"
#include "db/SqliteConnection.hpp"

namespace antrean::db {
namespace {

constexpr std::chrono::seconds kPauseAfterFailure{1};
constexpr std::chrono::seconds kWaitForSession{5};
constexpr std::chrono::milliseconds kBusyTimeout{2'000};

}  // namespace

// One of the sessions_max places. The destructor gives it back, with its session unless that was
// dropped.
class ForeignDatabase::Lease {
public:
    explicit Lease(ForeignDatabase& database) : database_(database) {
        std::unique_lock lock(database.mutex_);
        bool const has_place = database.returned_.wait_for(lock, kWaitForSession, [&database] {
            return database.in_use_ < database.settings_.sessions_max;
        });
        if (!has_place)
            throw Failure(FailureKind::unavailable, "all sessions are busy");
        ++database.in_use_;
        if (!database.idle_.empty()) {
            session = std::move(database.idle_.back());
            database.idle_.pop_back();
        }
    }
    ~Lease() {
        {
            std::scoped_lock const lock(database_.mutex_);
            --database_.in_use_;
            if (session)
                database_.idle_.push_back(std::move(session));
        }
        database_.returned_.notify_one();
    }
    Lease(Lease const&) = delete;
    Lease& operator=(Lease const&) = delete;

    std::unique_ptr<Session> session;

private:
    ForeignDatabase& database_;
};

ForeignDatabase::ForeignDatabase(ForeignSettings settings)
    : settings_(std::move(settings)), url_(readUrl(settings_.url)) {}

ForeignDatabase::~ForeignDatabase() = default;

std::optional<Error> ForeignDatabase::perform(std::function<void(Statements&)> const& work) {
    bool was_idle = false;
    try {
        try {
            performOnce(work, was_idle);
        } catch (Failure const& failure) {
            if (!was_idle || failure.kind() != FailureKind::unavailable)
                throw;
            // A server closes connections that are idle for hours, and all when it restarts.
            dropIdle();
            performOnce(work, was_idle);
        }
        return std::nullopt;
    } catch (Failure const& failure) {
        return Error::unavailable(failure.what());
    }
}

void ForeignDatabase::dropIdle() {
    std::vector<std::unique_ptr<Session>> dropped;
    std::scoped_lock const lock(mutex_);
    dropped.swap(idle_);
}

void ForeignDatabase::performOnce(std::function<void(Statements&)> const& work, bool& was_idle) {
    Lease lease(*this);
    was_idle = lease.session != nullptr;
    if (!was_idle)
        lease.session = connect();
    try {
        work(*lease.session);
    } catch (Failure const&) {
        lease.session.reset();
        throw;
    }
}

std::unique_ptr<Session> ForeignDatabase::connect() {
    std::scoped_lock const lock(connecting_);
    if (std::chrono::steady_clock::now() < away_until_)
        throw Failure(FailureKind::unavailable, "was away a moment ago");
    try {
        if (url_.engine == Engine::sqlite)
            return openSqlite(
                {url_.connection, kBusyTimeout}, settings_.may_write ? Access::write : Access::read
            );
        auto session = std::make_unique<ServerSession>(url_.engine, url_.connection);
        if (url_.engine == Engine::postgres)
            session->script("SET statement_timeout = 5000");
        if (!settings_.may_write)
            session->script(
                url_.engine == Engine::postgres ? "SET default_transaction_read_only = on"
                                                : "SET SESSION TRANSACTION READ ONLY"
            );
        return session;
    } catch (Failure const&) {
        away_until_ = std::chrono::steady_clock::now() + kPauseAfterFailure;
        throw;
    }
}

}  // namespace antrean::db
