#include "tables/Catalog.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string_view>

namespace antrean::tables {
namespace {

auto placeOf(std::string_view name) {
    auto const& tables = all();
    return std::ranges::find(tables, name, &Table::name) - tables.begin();
}

bool has(Table const& table, std::string_view column) {
    return std::ranges::find(table.columns, column, &Column::name) != table.columns.end();
}

}  // namespace

TEST(Catalog, LeavesOutWhatADatabaseHasForItself) {
    auto const count = static_cast<std::ptrdiff_t>(all().size());
    for (auto const* const name :
         {"schema_migrations",
          "change_notices",
          "peer_batches",
          "patient_upkeep",
          "patient_index",
          "patient_index_data",
          "sqlite_sequence",
          "visits"})
        EXPECT_EQ(placeOf(name), count) << name;
}

TEST(Catalog, LeavesOutGeneratedColumns) {
    EXPECT_FALSE(has(all()[static_cast<std::size_t>(placeOf("queues"))], "wait_seconds"));
    EXPECT_TRUE(has(all()[static_cast<std::size_t>(placeOf("queues"))], "called_seq"));
}

TEST(Catalog, PutsParentsFirst) {
    EXPECT_LT(placeOf("polies"), placeOf("users"));
    EXPECT_LT(placeOf("reservations"), placeOf("queues"));
    EXPECT_LT(placeOf("events"), placeOf("last_moves"));
}

TEST(Catalog, KnowsWhichKeyIsANumber) {
    EXPECT_TRUE(all()[static_cast<std::size_t>(placeOf("events"))].hasNumber());
    EXPECT_FALSE(all()[static_cast<std::size_t>(placeOf("role_user"))].hasNumber());
    EXPECT_FALSE(all()[static_cast<std::size_t>(placeOf("secrets"))].hasNumber());
}

}  // namespace antrean::tables
