#include "db/Integrity.hpp"

#include "db/Failure.hpp"

#include <algorithm>
#include <array>

namespace antrean::db {

namespace {

constexpr Query kIntegrity{"db.integrity_check", "PRAGMA integrity_check(20)", ""};
constexpr Query kQuickCheck{"db.quick_check", "PRAGMA quick_check(1)", ""};
constexpr Query kForeignKeys{
    "db.foreign_key_check",
    "SELECT \"table\", parent, COUNT(*) AS count FROM pragma_foreign_key_check GROUP BY 1, 2",
    ""};

constexpr std::array<Column, 1> kLine{Column{"", Type::text}};
constexpr std::array<Column, 3> kOrphans{
    Column{"table", Type::text}, Column{"parent", Type::text}, Column{"count", Type::integer}};

}  // namespace

std::vector<std::string> integrityProblems(Database& database) {
    using Lines = std::vector<std::string>;
    if (database.engine() == Engine::postgres)
        return {};
    auto const found = database.read<Lines>([](Transaction& transaction) -> Result<Lines> {
        Lines lines;
        transaction.fetch(kIntegrity, {}, kLine, [&lines](std::span<Cell> row) {
            if (row[0].text != "ok")
                lines.push_back(row[0].text);
            return true;
        });
        transaction.fetch(kForeignKeys, {}, kOrphans, [&lines](std::span<Cell> row) {
            lines.push_back(
                std::to_string(row[2].integer) + " rows of " + row[0].text + " name a row of " +
                row[1].text + " that does not exist"
            );
            return true;
        });
        return lines;
    });
    if (!found)
        throw Failure(FailureKind::unavailable, found.error().cause);
    return *found;
}

std::string firstDamage(SqliteSession& session) {
    std::string damage;
    session.fetch(kQuickCheck, {}, kLine, [&damage](std::span<Cell> row) {
        if (row[0].text != "ok")
            damage = row[0].text;
        return false;
    });
    std::ranges::replace(damage, '\n', ' ');
    return damage;
}

}  // namespace antrean::db
