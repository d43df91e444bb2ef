#include "db/PostgresListener.hpp"

#include "base/Log.hpp"
#include "db/Classify.hpp"
#include "db/Failure.hpp"
#include "db/OpenTransaction.hpp"

#include <libpq-fe.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <poll.h>
#include <sys/eventfd.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace antrean::db {

namespace {

using Steady = std::chrono::steady_clock;

constexpr int kRetryMs = 250;
// After this time without data the server is asked, and must answer within kAnswerMax.
constexpr int kAskAfterMs = 5'000;
constexpr std::chrono::milliseconds kAnswerMax{5'000};

// Two servers that take turns, as in a failover, have not started at the same moment.
constexpr char const* kServerState =
    "SELECT pg_is_in_recovery() OR current_setting('default_transaction_read_only')::bool,"
    " pg_postmaster_start_time()";

}  // namespace

struct PostgresListener::Connection {
    Connection(Role role, std::string const& conninfo)
        : handle(PQconnectdb(conninfo.c_str()), PQfinish) {
        if (!isUp() || (role == Role::listens && !listen())) {
            std::string reason = PQerrorMessage(handle.get());
            std::ranges::replace(reason, '\n', ' ');
            throw Failure(FailureKind::unavailable, reason);
        }
        PQsetNoticeProcessor(handle.get(), logServerNotice, nullptr);
    }

    std::string address() const {
        return std::string(PQhost(handle.get())) + ":" + PQport(handle.get());
    }

    bool isUp() const { return PQstatus(handle.get()) == CONNECTION_OK; }

    bool listen() const {
        PGresult* const result = PQexec(handle.get(), "LISTEN antrean_changes");
        bool const is_done = PQresultStatus(result) == PGRES_COMMAND_OK;
        PQclear(result);
        return is_done;
    }

    std::unique_ptr<PGconn, void (*)(PGconn*)> handle;
};

PostgresListener::PostgresListener(
    Role role, std::string conninfo, Changes& changes, PostgresSockets const& sockets
)
    : role_(role),
      name_(role == Role::listens ? "the database" : "the pool of the database"),
      conninfo_(std::move(conninfo)),
      changes_(changes),
      sockets_(sockets),
      connection_(std::make_unique<Connection>(role_, conninfo_)),
      wake_fd_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    if (wake_fd_ < 0)
        throw std::system_error(errno, std::generic_category(), "eventfd");
    ask();
    thread_ = std::thread([this] { loop(); });
}

PostgresListener::~PostgresListener() {
    stop();
    close(wake_fd_);
}

std::optional<std::string> PostgresListener::trouble() const {
    if (!is_up_)
        return std::string(name_) + " cannot be reached";
    if (is_read_only_)
        return "the database server does not accept writes";
    return std::nullopt;
}

void PostgresListener::stop() {
    must_stop_ = true;
    wake();
    if (thread_.joinable())
        thread_.join();
    connection_.reset();
}

void PostgresListener::loop() {
    while (!must_stop_) {
        if (connection_)
            receive();
        else
            tryAgain();
    }
}

void PostgresListener::receive() {
    auto* const handle = connection_->handle.get();
    bool const is_well = wait(kAskAfterMs) ? PQconsumeInput(handle) == 1 : ask() == Answer::writes;
    if (!is_well) {
        if (is_up_ && !is_read_only_)
            log::warning("the connection to {} is lost", name_);
        connection_.reset();
        if (role_ == Role::listens)
            changes_.beginMissing();
        return;
    }
    while (PGnotify* const notice = PQnotifies(handle)) {
        std::string_view const payload = notice->extra;
        auto const mark_end = payload.find(' ');
        if (mark_end != std::string_view::npos && !payload.starts_with(processMark()))
            changes_.publish(payload.substr(mark_end + 1));
        PQfreemem(notice);
    }
}

PostgresListener::Answer PostgresListener::ask() {
    if (must_stop_)
        return Answer::writes;
    auto* const handle = connection_->handle.get();
    if (PQsendQuery(handle, kServerState) == 0)
        return Answer::none;
    auto answer = Answer::writes;
    auto const deadline = Steady::now() + kAnswerMax;
    for (;;) {
        while (PQisBusy(handle) == 1) {
            auto const now = Steady::now();
            auto const left = std::chrono::ceil<std::chrono::milliseconds>(deadline - now);
            bool const has_spoken = wait(std::max(0, static_cast<int>(left.count())));
            if (must_stop_)
                return Answer::writes;
            if (has_spoken && PQconsumeInput(handle) == 0)
                return Answer::none;
            if (!has_spoken && now >= deadline) {
                giveUp();
                return Answer::none;
            }
        }
        auto* const result = PQgetResult(handle);
        if (result == nullptr)
            return connection_->isUp() ? answer : Answer::none;
        if (!noteAnswer(result))
            answer = Answer::reads;
        PQclear(result);
    }
}

bool PostgresListener::noteAnswer(pg_result const* answer) {
    if (PQresultStatus(answer) != PGRES_TUPLES_OK)
        return true;  // the connection's own state says what is wrong
    std::string const started_at = PQgetvalue(answer, 0, 1);
    if (std::exchange(server_started_at_, started_at) != started_at)
        sockets_.breakAll();
    bool const is_read_only = std::string_view(PQgetvalue(answer, 0, 0)) == "t";
    if (is_read_only_.exchange(is_read_only) != is_read_only) {
        if (is_read_only)
            log::warning("the database server does not accept writes: they are refused");
        else
            log::info("the database server accepts writes again");
    }
    return !is_read_only;
}

void PostgresListener::giveUp() {
    if (!std::exchange(is_outage_logged_, true))
        log::warning("{} does not answer: what waits for it is refused", name_);
    is_up_ = false;
    sockets_.breakAll();
}

void PostgresListener::tryAgain() {
    connection_.reset();
    try {
        connection_ = std::make_unique<Connection>(role_, conninfo_);
        if (auto const answer = ask(); answer != Answer::writes) {
            is_up_ = answer == Answer::reads;
            connection_.reset();
            wait(kRetryMs);
            return;
        }
        is_up_ = true;
        is_outage_logged_ = false;
        log::info("{} can be reached again, at {}", name_, connection_->address());
        if (role_ == Role::listens)
            changes_.endMissing();
    } catch (Failure const& failure) {
        is_up_ = false;
        if (!std::exchange(is_outage_logged_, true))
            log::warning("{} cannot be reached: {}", name_, failure.what());
        wait(kRetryMs);
    }
}

bool PostgresListener::wait(int timeout_ms) {
    pollfd watched[2] = {
        {wake_fd_, POLLIN, 0},
        {connection_ ? PQsocket(connection_->handle.get()) : -1, POLLIN, 0},
    };
    poll(watched, 2, timeout_ms);
    std::uint64_t count = 0;
    if (watched[0].revents != 0 && read(wake_fd_, &count, sizeof count) < 0 && errno != EAGAIN)
        throw std::system_error(errno, std::generic_category(), "eventfd");
    return watched[1].revents != 0;
}

void PostgresListener::wake() {
    std::uint64_t const one = 1;
    if (write(wake_fd_, &one, sizeof one) < 0 && errno != EAGAIN)
        throw std::system_error(errno, std::generic_category(), "eventfd");
}

}  // namespace antrean::db
