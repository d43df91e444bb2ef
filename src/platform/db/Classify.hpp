#pragma once

#include "db/Failure.hpp"

#include <string_view>

namespace antrean::db {

// By SQLite's result code, primary or extended.
FailureKind kindOfSqlite(int result_code);

// By PostgreSQL's SQLSTATE; an empty or blank one comes from a lost connection.
FailureKind kindOfPostgres(std::string_view sqlstate);

// By the error number of MariaDB or MySQL, the server's or the client library's.
FailureKind kindOfMariadb(int error_number);
bool isConnectionLostByMariadb(int error_number);

// The part of a database's message that may be logged: its first line, without the DETAIL line that
// quotes the values of a row.
std::string_view withoutDetail(std::string_view message);

// A PQnoticeProcessor: writes what PostgreSQL's client library reports to the log instead of to
// stderr.
void logServerNotice(void*, char const* message);

}  // namespace antrean::db
