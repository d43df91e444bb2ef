#include "db/OpenTransaction.hpp"

#include <gtest/gtest.h>

namespace antrean::db {

// Processes of different versions use the same locks, so the values must never change.
TEST(LockKeyTest, KeysStayTheSame) {
    EXPECT_EQ(lockKey(""), static_cast<std::int64_t>(0xcbf29ce484222325U));
    EXPECT_EQ(lockKey("a"), static_cast<std::int64_t>(0xaf63dc4c8601ec8cU));
    EXPECT_NE(lockKey("poly.1"), lockKey("poly.2"));
}

}  // namespace antrean::db
