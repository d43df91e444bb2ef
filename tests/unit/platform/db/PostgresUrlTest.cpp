#include "db/DatabaseUrl.hpp"
#include "db/Failure.hpp"
#include "db/PostgresUrl.hpp"

#include <gtest/gtest.h>

namespace antrean::db {

namespace {

bool has(std::string const& text, std::string const& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST(PostgresUrlTest, UnreadableUrlsAreRefusedWithoutRepeatingThem) {
    for (auto const* const url :
         {"postgresql://u:secret@h:port/db",
          "postgresql://u:secret@h/a/b",
          "postgresql://u:secret word@h/db",
          "postgresql://u:secret%20word@h/db",
          "postgresql://u:secret@h:1,h:port/db",
          "postgresql://u:secret@[::1/db",
          "postgresql://u:secret@h/db?=1",
          "postgresql://u:secret@h/db?A%20B=1"}) {
        try {
            conninfoOf(url);
            ADD_FAILURE() << url;
        } catch (Failure const& failure) {
            EXPECT_FALSE(has(failure.what(), "secret")) << failure.what();
        }
    }
}

TEST(PostgresUrlTest, PartsAreDecodedAndQuoted) {
    auto const text = conninfoOf("postgresql://an%40na:it%27s%5C@db.local:5433/antrean");
    EXPECT_TRUE(has(text, "user='an@na'"));
    EXPECT_TRUE(has(text, "password='it\\'s\\\\'"));
    EXPECT_TRUE(has(text, "host='db.local'"));
    EXPECT_TRUE(has(text, "port='5433'"));
}

TEST(PostgresUrlTest, ASocketsFolderIsAHost) {
    auto const text = conninfoOf("postgresql:///antrean?host=/run/postgresql&port=5433");
    EXPECT_TRUE(has(text, "host='/run/postgresql'"));
    EXPECT_TRUE(has(text, "port='5433'"));
    EXPECT_TRUE(has(text, "dbname='antrean'"));
    EXPECT_TRUE(has(conninfoOf("postgresql://%2Frun%2Fpg/x"), "host='/run/pg'"));
    EXPECT_TRUE(has(conninfoOf("postgresql://[::1]:5/x"), "host='::1'"));
}

TEST(PostgresUrlTest, OfSeveralHostsTheOneThatWritesIsUsed) {
    auto const text = conninfoOf("postgresql://u:p@db1:5432,[::1]:5433,db3/antrean");
    EXPECT_TRUE(has(text, "host='db1,::1,db3'"));
    EXPECT_TRUE(has(text, "port='5432,5433,'"));
    EXPECT_TRUE(has(text, "target_session_attrs='read-write'"));
    auto const chosen = conninfoOf("postgresql://u@db1,db2/x?target_session_attrs=any");
    EXPECT_TRUE(has(chosen, "target_session_attrs='any'"));
    EXPECT_FALSE(has(conninfoOf("postgresql://u@db1/x"), "target_session_attrs"));
}

TEST(PostgresUrlTest, MessagesShowAUrlWithoutItsPasswords) {
    EXPECT_EQ(withoutPassword("postgresql://u:secret@h:1/x"), "postgresql://u@h:1/x");
    EXPECT_EQ(
        withoutPassword("postgresql://u:secret@db1:1,db2:2/x?password=secret&sslmode=require"),
        "postgresql://u@db1:1,db2:2/x?sslmode=require"
    );
    EXPECT_EQ(withoutPassword("postgresql://h:1,h:2/x?password=secret"), "postgresql://h:1,h:2/x");
    EXPECT_EQ(withoutPassword("postgresql://u:se cret@h"), "(a URL that cannot be read)");
    EXPECT_EQ(withoutPassword("postgresql://"), "postgresql://");
}

TEST(PostgresUrlTest, TheUrlsOwnOptionsWin) {
    auto const text = conninfoOf(
        "postgresql://u@h/x?connect_timeout=9&application_name=other&options=-csearch_path%3Dt1"
    );
    EXPECT_TRUE(has(text, "connect_timeout='9'"));
    EXPECT_TRUE(has(text, "application_name='other'"));
    EXPECT_TRUE(has(text, "-c lock_timeout=10000 -csearch_path=t1'"));
}

}  // namespace antrean::db
