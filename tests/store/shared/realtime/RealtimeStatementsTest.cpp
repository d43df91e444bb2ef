#include "realtime/Sql.hpp"
#include "support/Engines.hpp"
#include "support/Prepares.hpp"

namespace antrean::realtime {

namespace {

class RealtimeStatementsTest : public test::EachMigrated {};
INSTANTIATE_EACH_ENGINE(RealtimeStatementsTest);

}  // namespace

TEST_P(RealtimeStatementsTest, EveryQueryPrepares) {
    test::expectEveryQueryPrepares(*database_, sql::kAll);
}

}  // namespace antrean::realtime
