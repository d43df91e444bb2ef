#include "db/PostgresListener.hpp"

#include "base/Log.hpp"
#include "db/Classify.hpp"
#include "db/Failure.hpp"
#include "db/OpenTransaction.hpp"

#include <libpq-fe.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <poll.h>
#include <sys/eventfd.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace antrean::db {

namespace {

constexpr int kRetryMs = 250;

}  // namespace

struct PostgresListener::Connection {
    explicit Connection(std::string const& conninfo)
        : handle(PQconnectdb(conninfo.c_str()), PQfinish) {
        if (!isUp() || !listen()) {
            std::string reason = PQerrorMessage(handle.get());
            std::ranges::replace(reason, '\n', ' ');
            throw Failure(FailureKind::unavailable, reason);
        }
        PQsetNoticeProcessor(handle.get(), logServerNotice, nullptr);
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

PostgresListener::PostgresListener(std::string conninfo, Changes& changes)
    : conninfo_(std::move(conninfo)),
      changes_(changes),
      connection_(std::make_unique<Connection>(conninfo_)),
      wake_fd_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    if (wake_fd_ < 0)
        throw std::system_error(errno, std::generic_category(), "eventfd");
    thread_ = std::thread([this] { loop(); });
}

PostgresListener::~PostgresListener() {
    stop();
    close(wake_fd_);
}

void PostgresListener::noteServerDown() {
    if (is_up_.exchange(false))
        wake();
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
        if (connection_ && is_up_)
            hear();
        else
            tryAgain();
    }
}

void PostgresListener::hear() {
    auto* const handle = connection_->handle.get();
    if (wait(-1) && PQconsumeInput(handle) == 0) {
        log::warning("the connection to the database is lost");
        connection_.reset();
        changes_.tellEverything();
        return;
    }
    while (PGnotify* const notice = PQnotifies(handle)) {
        std::string_view const payload = notice->extra;
        auto const mark_end = payload.find(' ');
        if (mark_end != std::string_view::npos && !payload.starts_with(processMark()))
            changes_.tell(payload.substr(mark_end + 1));
        PQfreemem(notice);
    }
}

void PostgresListener::tryAgain() {
    connection_.reset();
    try {
        connection_ = std::make_unique<Connection>(conninfo_);
        is_up_ = true;
        is_outage_logged_ = false;
        log::info("the database can be reached again");
        changes_.tellEverything();
    } catch (Failure const& failure) {
        if (!std::exchange(is_outage_logged_, true))
            log::warning("the database cannot be reached: {}", failure.what());
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
