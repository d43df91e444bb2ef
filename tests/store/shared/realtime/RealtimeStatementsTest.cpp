#include "harness/Engines.hpp"
#include "harness/Prepares.hpp"
#include "realtime/Sql.hpp"

namespace antrean::realtime {

namespace {

class RealtimeStatementsTest : public test::EachMigrated {};
INSTANTIATE_EACH_ENGINE(RealtimeStatementsTest);

}  // namespace

TEST_P(RealtimeStatementsTest, EveryQueryPrepares) {
    test::expectEveryQueryPrepares(*database_, sql::kAll);
}

}  // namespace antrean::realtime
