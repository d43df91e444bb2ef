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

// What may stand in a log: the first sentence of the database's message, without the DETAIL line
// that quotes the values of a row.
std::string_view withoutDetail(std::string_view message);

// What PostgreSQL's client library has to say unasked goes to the log instead of to stderr
// (a PQnoticeProcessor).
void logServerNotice(void*, char const* message);

}  // namespace antrean::db
