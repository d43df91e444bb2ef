#include "move/Mark.hpp"

#include <gtest/gtest.h>

namespace antrean::move {
namespace {

Mark markOf(std::string_view role) {
    return {
        "id",
        std::string(role),
        "sqlite:/var/lib/antrean/antrean.db",
        "antrean go-on",
        "2026-01-02 03:04:05",
        {}};
}

}  // namespace

TEST(Mark, OfATargetNamesTheCommandThatGoesOn) {
    EXPECT_EQ(
        refusal(markOf(role::kTarget)),
        "the database does not have all rows of sqlite:/var/lib/antrean/antrean.db yet: go on with "
        "`antrean go-on`"
    );
}

TEST(Mark, OfASourceNamesTheWayOnAndTheWayBack) {
    EXPECT_EQ(
        refusal(markOf(role::kSource)),
        "the database is being moved to sqlite:/var/lib/antrean/antrean.db: go on with `antrean "
        "go-on`, or give up with `antrean migrate-database --reopen`"
    );
    auto ended = markOf(role::kSource);
    ended.ended_at = "2026-01-02 04:00:00";
    EXPECT_EQ(
        refusal(ended),
        "the database was moved to sqlite:/var/lib/antrean/antrean.db on 2026-01-02 04:00:00 "
        "(UTC): use that one, or open this one again with `antrean migrate-database --reopen`"
    );
}

}  // namespace antrean::move
