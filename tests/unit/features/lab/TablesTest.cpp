#include "db/Migrations.hpp"
#include "lab/Tables.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace antrean::lab {
namespace {

TEST(Tables, AreThoseOfTheMigration) {
    auto const lab = std::ranges::find(db::kMigrations, "lab", &db::Migration::name);
    ASSERT_NE(lab, db::kMigrations.end());
    for (auto const& table : tables()) {
        auto const begin = lab->postgres.find("CREATE TABLE " + std::string(table.name) + " (");
        ASSERT_NE(begin, std::string_view::npos) << table.name;
        auto const text = lab->postgres.substr(begin, lab->postgres.find(");", begin) - begin);
        EXPECT_EQ(std::ranges::count(text, '\n'), std::ssize(table.columns) + 1) << table.name;
        for (auto const& column : table.columns) {
            auto const at = text.find("\n    " + std::string(column.name) + " ");
            ASSERT_NE(at, std::string_view::npos) << column.name;
            auto const line = text.substr(at + 1, text.find('\n', at + 1) - at - 1);
            bool const must_be_there = line.find("NOT NULL") != std::string_view::npos ||
                                       line.find("PRIMARY KEY") != std::string_view::npos;
            EXPECT_EQ(must_be_there, column.is_required || column.otherwise) << column.name;
        }
    }
}

TEST(Tables, PointToTablesAboveThemOrThemselves) {
    for (auto const& table : tables())
        for (auto const& column : table.columns)
            if (!column.references.empty()) {
                auto const* target = findTable(column.references);
                ASSERT_NE(target, nullptr) << column.name;
                EXPECT_LE(target, findTable(table.name)) << column.name;
            }
}

TEST(Tables, TakeWhatFitsTheirColumns) {
    auto const value = [](std::string_view table, std::string_view name, char const* field) {
        auto const result = valueOf(
            *findTable(table)->find(name),
            field == nullptr ? std::nullopt : std::optional<std::string>(field)
        );
        return result ? result->value_or("NULL") : result.error().message;
    };
    EXPECT_EQ(value("t_test", "T_TestID", nullptr), "T_TestID is empty");
    EXPECT_EQ(value("t_test", "T_TestID", "1.0"), "T_TestID is not a whole number");
    EXPECT_EQ(value("t_test", "T_TestID", "-7"), "-7");
    EXPECT_EQ(value("t_test", "T_TestParentT_TestID", nullptr), "0");
    EXPECT_EQ(value("t_test", "T_TestIsActive", nullptr), "Y");
    EXPECT_EQ(value("t_test", "T_TestSasCode", nullptr), "NULL");
    EXPECT_EQ(value("t_ordersample", "T_OrderSampleSamplingDate", "2028-02-29"), "2028-02-29");
    for (auto const* const date : {"2026-02-29", "2026-2-1", "11-06-2026", "0000-00-00", "x"})
        EXPECT_EQ(
            value("t_ordersample", "T_OrderSampleSamplingDate", date),
            "T_OrderSampleSamplingDate is not a date like 2026-06-11"
        ) << date;
    EXPECT_EQ(value("t_ordersample", "T_OrderSampleSamplingTime", "00:00:00"), "00:00:00");
    for (auto const* const time : {"24:00:00", "8:00:00", "08:60:00", "08:00", "-1:00:00", "é"})
        EXPECT_EQ(
            value("t_ordersample", "T_OrderSampleSamplingTime", time),
            "T_OrderSampleSamplingTime is not a time like 08:34:26"
        ) << time;
    EXPECT_EQ(
        value("t_orderheader", "T_OrderHeaderDate", "2026-06-11 08:34:26"), "2026-06-11 08:34:26"
    );
    EXPECT_EQ(
        value("t_orderheader", "T_OrderHeaderDate", "2026-06-11"),
        "T_OrderHeaderDate is not a date and time like 2026-06-11 08:34:26"
    );
}

}  // namespace
}  // namespace antrean::lab
