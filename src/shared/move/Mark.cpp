#include "move/Mark.hpp"

#include "db/Database.hpp"
#include "db/Failure.hpp"
#include "move/Sql.hpp"

#include <fmt/format.h>

#include <utility>

namespace antrean::move {
namespace {

struct NameRow {
    std::string name;
};
BOOST_DESCRIBE_STRUCT(NameRow, (), (name))

}  // namespace

std::optional<Mark> findMark(db::Statements& statements) {
    if (statements.number(sql::kHasMarks) != 1)
        return std::nullopt;
    return statements.first<Mark>(sql::kFindMark);
}

std::optional<Mark> findMark(db::Database& database) {
    using Found = std::optional<Mark>;
    auto const found = database.read<Found>([](db::Transaction& transaction) {
        return Result<Found>(findMark(static_cast<db::Statements&>(transaction)));
    });
    if (!found)
        throw db::Failure(db::FailureKind::unavailable, found.error().cause);
    return *found;
}

std::optional<std::string> findAnyTable(db::Statements& statements) {
    auto row = statements.first<NameRow>(sql::kFindAnyTable);
    if (!row)
        return std::nullopt;
    return std::move(row->name);
}

std::string refusal(Mark const& mark) {
    if (mark.role != role::kSource)
        return fmt::format(
            "the database does not have all rows of {} yet: go on with `{}`",
            mark.other,
            mark.command
        );
    if (mark.ended_at)
        return fmt::format(
            "the database was moved to {} on {} (UTC): use that one, or open this one again with "
            "`antrean migrate-database --reopen`",
            mark.other,
            *mark.ended_at
        );
    return fmt::format(
        "the database is being moved to {}: go on with `{}`, or give up with "
        "`antrean migrate-database --reopen`",
        mark.other,
        mark.command
    );
}

void insertMark(db::Session& session, Mark const& mark, std::string_view run) {
    session.script(std::string(sql::kCreateMarks.text(session.engine())));
    session.run(
        sql::kInsertMark,
        {{"id", mark.id},
         {"role", mark.role},
         {"other", mark.other},
         {"command", mark.command},
         {"run", run},
         {"now", mark.began_at}}
    );
}

void removeMark(db::Session& session) {
    session.script(std::string(sql::kDropMarks.text(session.engine())));
}

}  // namespace antrean::move
