#include "db/SqliteHealth.hpp"

#include "base/Log.hpp"

#include <fmt/format.h>

namespace antrean::db {
namespace {

char const* reasonOf(SqliteHealth::Trouble trouble) {
    switch (trouble) {
        case SqliteHealth::Trouble::none:
            break;
        case SqliteHealth::Trouble::damaged:
            return "is damaged";
        case SqliteHealth::Trouble::removed:
            return "or its WAL was deleted or replaced while the server was running";
        case SqliteHealth::Trouble::overwritten:
            return "was overwritten while the server was running";
    }
    return "is fine";
}

}  // namespace

void SqliteHealth::note(Trouble trouble, std::string_view detail) {
    auto expected = Trouble::none;
    if (!trouble_.compare_exchange_strong(expected, trouble))
        return;
    log::error(
        "{}; nothing more is written to it: stop the server and restore a backup{}{}",
        *text(),
        detail.empty() ? "" : "; ",
        detail
    );
}

std::optional<std::string> SqliteHealth::text() const {
    auto const trouble = trouble_.load();
    if (trouble == Trouble::none)
        return std::nullopt;
    return fmt::format("the database file {} {}", path_, reasonOf(trouble));
}

}  // namespace antrean::db
