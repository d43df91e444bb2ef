#include "db/Failure.hpp"
#include "db/MariadbUrl.hpp"

#include <gtest/gtest.h>

namespace antrean::db {

TEST(MariadbUrlTest, UnreadableUrlsAreRefusedWithoutRepeatingThem) {
    for (auto const* const url :
         {"mysql://u:secret@h:port/db",
          "mysql://u:secret@h/a/b",
          "mysql://u:secret@h",
          "mysql://u:secret word@h/db",
          "mysql://u:secret@h/db?reconnect=1"}) {
        try {
            mariadbConnectionOf(url);
            ADD_FAILURE() << url;
        } catch (Failure const& failure) {
            EXPECT_EQ(std::string(failure.what()).find("secret"), std::string::npos);
        }
    }
}

TEST(MariadbUrlTest, PartsAreDecodedAndQuoted) {
    EXPECT_EQ(
        mariadbConnectionOf("mysql://an%40na:it%27s%20%5C@db.local:3307/lab"),
        "dbname='lab' host='db.local' password='it\\'s \\\\' port='3307' user='an@na' "
        "charset='utf8mb4' connect_timeout='2' read_timeout='5' write_timeout='5'"
    );
    EXPECT_EQ(
        mariadbConnectionOf("mysql:///lab?unix_socket=/run/mysqld/mysqld.sock"),
        "dbname='lab' unix_socket='/run/mysqld/mysqld.sock' "
        "charset='utf8mb4' connect_timeout='2' read_timeout='5' write_timeout='5'"
    );
}

}  // namespace antrean::db
