#include "db/LongSession.hpp"

#include "db/DatabaseUrl.hpp"
#include "db/ServerSession.hpp"
#include "db/TransactionPool.hpp"

namespace antrean::db {
namespace {

constexpr std::chrono::seconds kBusyTimeout{10};

}  // namespace

std::unique_ptr<Session> openLongSession(std::string const& url, Access access) {
    auto const [engine, connection] = readUrl(url);
    if (engine == Engine::sqlite) {
        auto session = openSqlite({connection, kBusyTimeout, 0}, access);
        // A server has a thread that does it (db/SqliteUpkeep.hpp).
        if (access == Access::write)
            session->script("PRAGMA wal_autocheckpoint = 1000");
        return session;
    }
    if (engine == Engine::postgres)
        refuseTransactionPool(connection, "this command needs the server itself");
    auto session = std::make_unique<ServerSession>(engine, connection);
    if (engine == Engine::postgres)
        session->script("SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0");
    if (access != Access::write)
        session->script(
            engine == Engine::postgres ? "SET default_transaction_read_only = on"
                                       : "SET SESSION TRANSACTION READ ONLY"
        );
    return session;
}

}  // namespace antrean::db
