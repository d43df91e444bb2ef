#include "db/Classify.hpp"

#include <gtest/gtest.h>
#include <sqlite3.h>

namespace antrean::db {

TEST(ClassifyTest, SqliteCodesThatPassAreUnavailable) {
    for (int const code :
         {SQLITE_BUSY,
          SQLITE_LOCKED,
          SQLITE_FULL,
          SQLITE_IOERR_WRITE,
          SQLITE_READONLY_DBMOVED,
          SQLITE_CANTOPEN,
          SQLITE_NOMEM,
          SQLITE_BUSY_SNAPSHOT})
        EXPECT_EQ(kindOfSqlite(code), FailureKind::unavailable) << code;
    EXPECT_EQ(kindOfSqlite(SQLITE_CONSTRAINT_UNIQUE), FailureKind::constraint);
    EXPECT_EQ(kindOfSqlite(SQLITE_ERROR), FailureKind::broken);
    for (int const code : {SQLITE_CORRUPT, SQLITE_CORRUPT_INDEX, SQLITE_NOTADB})
        EXPECT_EQ(kindOfSqlite(code), FailureKind::damaged) << code;
}

TEST(ClassifyTest, PostgresStatesSayWhatHelps) {
    for (auto const* const state : {"40001", "40P01"})
        EXPECT_EQ(kindOfPostgres(state), FailureKind::conflict) << state;
    for (auto const* const state : {"23505", "23503", "23514", "23P01"})
        EXPECT_EQ(kindOfPostgres(state), FailureKind::constraint) << state;
    for (auto const* const state :
         {"", "     ", "08006", "57P01", "57P03", "53300", "53100", "55P03", "57014", "25006"})
        EXPECT_EQ(kindOfPostgres(state), FailureKind::unavailable) << state;
    for (auto const* const state : {"42P01", "22P02", "22021", "0A000"})
        EXPECT_EQ(kindOfPostgres(state), FailureKind::broken) << state;
}

TEST(ClassifyTest, MariadbNumbersSayWhatHelps) {
    for (int const number : {2002, 2003, 2006, 2013, 1040, 1053, 1205, 1927, 1969})
        EXPECT_EQ(kindOfMariadb(number), FailureKind::unavailable) << number;
    EXPECT_EQ(kindOfMariadb(1213), FailureKind::conflict);
    EXPECT_EQ(kindOfMariadb(1062), FailureKind::constraint);
    for (int const number : {1045, 1054, 1142, 1146})  // password, column, grant, table
        EXPECT_EQ(kindOfMariadb(number), FailureKind::broken) << number;
    EXPECT_TRUE(isConnectionLostByMariadb(2006));
    EXPECT_FALSE(isConnectionLostByMariadb(1146));
}

TEST(ClassifyTest, RowsValuesDoNotReachTheLog) {
    EXPECT_EQ(
        withoutDetail("duplicate key value\nDETAIL:  Key (phone)=(0812) already exists."),
        "duplicate key value"
    );
    EXPECT_EQ(withoutDetail("one line"), "one line");
}

}  // namespace antrean::db
