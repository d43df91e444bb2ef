#include "clinic/Sql.hpp"
#include "harness/Engines.hpp"
#include "harness/Prepares.hpp"

#include <gtest/gtest.h>

namespace antrean::clinic {
namespace {

class ClinicStatementsTest : public test::EachMigrated {};
INSTANTIATE_EACH_ENGINE(ClinicStatementsTest);

TEST_P(ClinicStatementsTest, EveryQueryPrepares) {
    test::expectEveryQueryPrepares(*database_, sql::kAll);
}

}  // namespace
}  // namespace antrean::clinic
