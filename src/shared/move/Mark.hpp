// The mark of a database that cannot be served, because its rows are being moved.
#pragma once

#include "db/Session.hpp"

#include <boost/describe.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace antrean::db {
class Database;
}

namespace antrean::move {

// What the database is in the move.
namespace role {
constexpr std::string_view kSource = "source";  // closed for writes (move/Fence.hpp)
constexpr std::string_view kTarget = "target";  // does not have all rows yet
constexpr std::string_view kImport = "import";  // does not have all rows of another system yet
}  // namespace role

struct Mark {
    std::string id;  // the same in the source and in the target
    std::string role;
    std::string other;    // the other database, as messages may show it
    std::string command;  // that goes on with the move
    std::string began_at;
    std::optional<std::string> ended_at;  // in the source, when all its rows are in the target
};
BOOST_DESCRIBE_STRUCT(Mark, (), (id, role, other, command, began_at, ended_at))

// Empty for a database that may be served. Throws db::Failure.
std::optional<Mark> findMark(db::Statements& statements);
std::optional<Mark> findMark(db::Database& database);

// The name of a table or view; empty for a database that has none, apart from those of extensions.
std::optional<std::string> findAnyTable(db::Statements& statements);

// Why such a database is not opened, in one line that says what to do.
std::string refusal(Mark const& mark);

// Creates the mark. `run` belongs to the process that works on the database.
void insertMark(db::Session& session, Mark const& mark, std::string_view run);
void removeMark(db::Session& session);

}  // namespace antrean::move
