#include "harness/ClinicDay.hpp"
#include "visit/VisitStore.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace antrean::visit {
namespace {

class PriorityCheckTest : public test::ClinicDay {};
INSTANTIATE_EACH_ENGINE(PriorityCheckTest);

}  // namespace

TEST_P(PriorityCheckTest, TheDatabaseRefusesAnUnknownPriority) {
    std::int64_t id = 0;
    write([&](db::Transaction& transaction) { id = book(transaction, "2029-01-01").id; });
    static constexpr auto kSet = test::same(
        "test.set_priority", "UPDATE reservations SET priority = :priority WHERE id = :id"
    );
    auto const isTaken = [&](std::optional<std::string> const& priority) {
        auto const set = database_->write<void>([&](db::Transaction& transaction) {
            transaction.run(kSet, {{"priority", priority}, {"id", id}});
            return Result<void>();
        });
        return set.has_value();
    };
    EXPECT_FALSE(isTaken("vip"));
    EXPECT_FALSE(isTaken(""));
    EXPECT_TRUE(isTaken(std::nullopt));
    for (auto const* const priority : {"lansia", "ibu_hamil", "disabilitas", "balita"})
        EXPECT_TRUE(isTaken(priority)) << priority;
}

// SQLite fills a temporary table for IN with more than two values, with each row that is inserted.
TEST_P(PriorityCheckTest, ARegistrationNeedsNoTemporaryTableOnSqlite) {
    if (database_->engine() != db::Engine::sqlite)
        GTEST_SKIP() << "only SQLite lists the steps of a statement";
    static constexpr db::Query kSteps{
        "test.steps",
        "EXPLAIN INSERT INTO reservations (patient_id, poly_id, date, bpjs, status_id)"
        " VALUES (1, 1, '2029-01-01', 1, 1)",
        ""};
    static constexpr db::Column kColumns[] = {
        {"addr", db::Type::integer},
        {"opcode", db::Type::text},
        {"p1", db::Type::integer},
        {"p2", db::Type::integer},
        {"p3", db::Type::integer},
        {"p4", db::Type::text},
        {"p5", db::Type::integer},
        {"comment", db::Type::text}};
    std::vector<std::string> steps;
    write([&](db::Transaction& transaction) {
        transaction.fetch(kSteps, {}, kColumns, [&steps](std::span<db::Cell> row) {
            steps.push_back(row[1].text);
            return true;
        });
    });
    auto const has = [&steps](std::string_view step) {
        return std::ranges::find(steps, step) != steps.end();
    };
    EXPECT_TRUE(has("Insert"));
    EXPECT_FALSE(has("OpenEphemeral"));
}

}  // namespace antrean::visit
