#include "db/TransactionPool.hpp"

#include "base/Text.hpp"
#include "db/Failure.hpp"

#include <libpq-fe.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string_view>

namespace antrean::db {
namespace {

constexpr int kRounds = 8;

// A pool's clients and its sessions on the server are different connections, and only the server
// knows the process of the latter.
class Client {
public:
    explicit Client(std::string const& conninfo)
        : handle_(PQconnectdb(conninfo.c_str()), PQfinish) {
        if (PQstatus(handle_.get()) != CONNECTION_OK)
            fail();
    }

    std::int64_t announcedProcess() const { return PQbackendPID(handle_.get()); }

    std::int64_t process() const {
        std::unique_ptr<PGresult, void (*)(PGresult*)> const answer(
            PQexec(handle_.get(), "SELECT pg_backend_pid()"), PQclear
        );
        if (PQresultStatus(answer.get()) != PGRES_TUPLES_OK)
            fail();
        return text::toInt(PQgetvalue(answer.get(), 0, 0)).value_or(0);
    }

private:
    [[noreturn]] void fail() const {
        std::string reason = PQerrorMessage(handle_.get());
        std::ranges::replace(reason, '\n', ' ');
        if (reason.find("unsupported startup parameter") != std::string::npos)
            reason += "(it is a pool such as PgBouncer: docs/scaling.md says how to use one)";
        throw Failure(FailureKind::unavailable, reason);
    }

    std::unique_ptr<PGconn, void (*)(PGconn*)> handle_;
};

}  // namespace

// Without a pool, the process that a connection announced is the one that answers. A pool in
// session mode has one process for each client for good.
bool isTransactionPool(std::string const& conninfo) {
    Client const one(conninfo);
    auto const first = one.process();
    if (first == one.announcedProcess())
        return false;
    Client const other(conninfo);
    auto const second = other.process();
    for (int round = 0; round < kRounds; ++round) {
        auto const process = one.process();
        if (process != first || process == second || other.process() != second)
            return true;
    }
    return false;
}

void refuseTransactionPool(std::string const& conninfo, std::string const& remedy) {
    if (isTransactionPool(conninfo))
        throw Failure(
            FailureKind::broken, "this is a pool in transaction mode (PgBouncer): " + remedy
        );
}

}  // namespace antrean::db
