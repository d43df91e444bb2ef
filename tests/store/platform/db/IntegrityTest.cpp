#include "db/Integrity.hpp"
#include "harness/Engines.hpp"

#include <gtest/gtest.h>
#include <sqlite3.h>

namespace antrean::db {

namespace {

class IntegrityTest : public test::EachEngine {};
INSTANTIATE_EACH_ENGINE(IntegrityTest);

constexpr auto kParents =
    test::same("test.parents", "CREATE TABLE parents (id BIGINT PRIMARY KEY)");
constexpr auto kChildren = test::same(
    "test.children", "CREATE TABLE children (parent_id BIGINT NOT NULL REFERENCES parents (id))"
);

}  // namespace

TEST_P(IntegrityTest, RowsWithoutTheirParentAreNamed) {
    write([](Transaction& transaction) {
        transaction.run(kParents);
        transaction.run(kChildren);
    });
    EXPECT_TRUE(integrityProblems(*database_).empty());
    if (!isSqlite())
        return;
    sqlite3* raw = nullptr;
    ASSERT_EQ(sqlite3_open(settings_.url.substr(7).c_str(), &raw), SQLITE_OK);
    char const* const orphan = "PRAGMA foreign_keys = OFF; INSERT INTO children VALUES (7), (8)";
    EXPECT_EQ(sqlite3_exec(raw, orphan, nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(raw);
    EXPECT_EQ(
        integrityProblems(*database_),
        std::vector<std::string>{"2 rows of children name a row of parents that does not exist"}
    );
}

}  // namespace antrean::db
