#include "db/Classify.hpp"

#include "base/Log.hpp"

#include <sqlite3.h>

#include <algorithm>

namespace antrean::db {

FailureKind kindOfSqlite(int result_code) {
    switch (result_code & 0xff) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
        case SQLITE_FULL:
        case SQLITE_IOERR:
        case SQLITE_READONLY:
        case SQLITE_CANTOPEN:
        case SQLITE_NOMEM:
        case SQLITE_PROTOCOL:
            return FailureKind::unavailable;
        case SQLITE_CONSTRAINT:
            return FailureKind::constraint;
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

std::string_view withoutDetail(std::string_view message) {
    auto const end = std::min(message.find('\n'), message.size());
    return message.substr(0, end);
}

void logServerNotice(void*, char const* message) {
    log::info("database server: {}", withoutDetail(message));
}

}  // namespace antrean::db
