#include "laravel/Original.hpp"
#include "tables/Catalog.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

namespace antrean::laravel {

TEST(Original, HasTheColumnsOfOurTables) {
    for (auto const& table : originalTables()) {
        auto const ours = std::ranges::find(tables::all(), table.name, &tables::Table::name);
        ASSERT_NE(ours, tables::all().end()) << table.name;
        for (auto const& field : table.fields) {
            auto const column = std::ranges::find(ours->columns, field.name, &tables::Column::name);
            if (field.name == "called_at")
                continue;
            ASSERT_NE(column, ours->columns.end()) << table.name << '.' << field.name;
            EXPECT_EQ(column->type, field.type()) << table.name << '.' << field.name;
        }
    }
}

TEST(Original, HasParentsFirst) {
    std::set<std::string_view> before;
    for (auto const& table : originalTables()) {
        for (auto const& reference : table.references)
            EXPECT_TRUE(before.contains(reference.parent)) << table.name;
        before.insert(table.name);
    }
}

}  // namespace antrean::laravel
