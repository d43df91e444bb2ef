#include "harness/Engines.hpp"
#include "harness/Prepares.hpp"
#include "lab/Order.hpp"
#include "lab/Sql.hpp"

#include <string>

namespace antrean::lab {

namespace {

class LabStatementsTest : public test::EachMigrated {};
INSTANTIATE_EACH_ENGINE(LabStatementsTest);

struct Step {
    std::int64_t id = 0;
    std::int64_t parent = 0;
    std::int64_t notused = 0;
    std::string detail;
};
BOOST_DESCRIBE_STRUCT(Step, (), (id, parent, notused, detail))

}  // namespace

TEST_P(LabStatementsTest, EveryQueryPrepares) {
    test::expectEveryQueryPrepares(*database_, sql::kAll);
}

TEST_P(LabStatementsTest, WhatTheLabsOwnDatabaseRunsIsOneTextForAll) {
    for (auto const* query : sql::kAll)
        EXPECT_EQ(query->sqlite, query->postgres) << query->name;
}

// The time of an answer must not grow with the number of old orders. (PostgreSQL plans by the size
// of its tables, which are empty here.)
TEST_P(LabStatementsTest, QueriesFindTheirRowsByIndex) {
    if (!isSqlite())
        return;
    auto const parameter = [](db::Query const& query) {
        return &query == &sql::kFindOrders ? "number" : "order_id";
    };
    for (auto const* query : {&sql::kFindOrders, &sql::kListSamplings, &sql::kListGlucoses}) {
        static std::deque<std::string> texts;  // sessions cache statements by address
        static std::deque<db::Query> queries;
        auto const& text = texts.emplace_back("EXPLAIN QUERY PLAN " + std::string(query->sqlite));
        auto const& explained = queries.emplace_back(db::Query{query->name, text, text});
        read([&](db::Transaction& transaction) {
            for (auto const& step : transaction.all<Step>(explained, {{parameter(*query), 1}}))
                EXPECT_TRUE(
                    !step.detail.starts_with("SCAN ") || step.detail == "SCAN otherwise" ||
                    step.detail == "SCAN CONSTANT ROW"
                ) << query->name
                  << ": " << step.detail;
        });
    }
}

}  // namespace antrean::lab
