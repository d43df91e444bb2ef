#include "db/Classify.hpp"

#include "base/Log.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <errmsg.h>
#include <mysql.h>
#include <mysqld_error.h>

namespace antrean::db {

FailureKind kindOfSqlite(int result_code) {
    // The triggers that refuse writes while a database is moved (src/shared/move). There are no
    // others that fail.
    if (result_code == SQLITE_CONSTRAINT_TRIGGER)
        return FailureKind::unavailable;
    switch (result_code & 0xff) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
        case SQLITE_FULL:
        case SQLITE_IOERR:
        case SQLITE_READONLY:
        case SQLITE_CANTOPEN:
        case SQLITE_NOMEM:
        case SQLITE_PROTOCOL:
        case SQLITE_INTERRUPT:
            return FailureKind::unavailable;
        case SQLITE_CONSTRAINT:
            return FailureKind::constraint;
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return FailureKind::damaged;
        default:
            return FailureKind::broken;
    }
}

FailureKind kindOfPostgres(std::string_view sqlstate) {
    auto const starts = [sqlstate](auto... prefixes) {
        return (sqlstate.starts_with(prefixes) || ...);
    };
    if (sqlstate.empty() || sqlstate.starts_with(' '))
        return FailureKind::unavailable;
    if (starts("40001", "40P01"))
        return FailureKind::conflict;
    if (starts("23"))
        return FailureKind::constraint;
    // Lost connection; shutting down or starting up; out of room, memory or connections; waited
    // too long for a lock or an answer; a standby, which only reads; a failing disk.
    if (starts("08", "57P", "53", "55P03", "57014", "25006", "58"))
        return FailureKind::unavailable;
    return FailureKind::broken;
}

bool isConnectionLostByMariadb(int error_number) {
    switch (error_number) {
        case CR_SERVER_GONE_ERROR:
        case CR_SERVER_LOST:
        case CR_COMMANDS_OUT_OF_SYNC:
        case ER_CONNECTION_KILLED:
        case ER_SERVER_SHUTDOWN:
            return true;
        default:
            return false;
    }
}

FailureKind kindOfMariadb(int error_number) {
    if (isConnectionLostByMariadb(error_number))
        return FailureKind::unavailable;
    switch (error_number) {
        case CR_CONNECTION_ERROR:
        case CR_CONN_HOST_ERROR:
        case CR_UNKNOWN_HOST:
        case ER_CON_COUNT_ERROR:
        case ER_TOO_MANY_USER_CONNECTIONS:
        case ER_LOCK_WAIT_TIMEOUT:
        case ER_QUERY_INTERRUPTED:
        case ER_STATEMENT_TIMEOUT:
        case ER_OPTION_PREVENTS_STATEMENT:  // read-only
        case ER_DISK_FULL:
            return FailureKind::unavailable;
        case ER_LOCK_DEADLOCK:
            return FailureKind::conflict;
        case ER_DUP_ENTRY:
        case ER_BAD_NULL_ERROR:
            return FailureKind::constraint;
        default:
            return FailureKind::broken;
    }
}

std::string_view withoutDetail(std::string_view message) {
    auto const end = std::min(message.find('\n'), message.size());
    return message.substr(0, end);
}

void logServerNotice(void*, char const* message) {
    log::info("database server: {}", withoutDetail(message));
}

}  // namespace antrean::db
