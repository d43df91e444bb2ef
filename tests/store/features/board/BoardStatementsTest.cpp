#include "board/Sql.hpp"
#include "harness/Engines.hpp"
#include "harness/Prepares.hpp"

#include <gtest/gtest.h>

namespace antrean::board {
namespace {

class BoardStatementsTest : public test::EachMigrated {};
INSTANTIATE_EACH_ENGINE(BoardStatementsTest);

TEST_P(BoardStatementsTest, EveryQueryPrepares) {
    test::expectEveryQueryPrepares(*database_, sql::kAll);
}

}  // namespace
}  // namespace antrean::board
