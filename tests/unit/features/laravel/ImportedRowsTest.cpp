#include "laravel/Rows.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <stdexcept>

namespace antrean::laravel {
namespace {

OriginalTable const& tableOf(std::string_view name) {
    auto const found = std::ranges::find(originalTables(), name, &OriginalTable::name);
    if (found == originalTables().end())
        throw std::logic_error("no such table");
    return *found;
}

using Values = std::map<std::string, std::string>;

// A row with these values; all other columns are NULL.
CleanRow clean(std::string_view name, Values const& values) {
    auto const& table = tableOf(name);
    std::vector<std::optional<std::string>> raw;
    for (auto const& field : table.fields) {
        auto const found = values.find(std::string(field.name));
        raw.push_back(found == values.end() ? std::nullopt : std::optional(found->second));
    }
    WallClock clock(Zone::find("Asia/Jakarta").value());
    return RowCleaner(table, std::vector<bool>(raw.size(), true), clock).clean(raw);
}

db::Cell const& cell(std::string_view table, CleanRow const& row, std::string_view field) {
    return row.cells[tableOf(table).placeOf(field)];
}

std::vector<std::string> columnsOf(CleanRow const& row) {
    std::vector<std::string> columns;
    for (auto const& problem : row.problems)
        columns.push_back(problem.column);
    return columns;
}

using Columns = std::vector<std::string>;

}  // namespace

TEST(ImportedRows, WithoutWhatTheyNeedAreLeftOut) {
    EXPECT_TRUE(clean("schedules", {{"id", "1"}, {"doctor_id", "3"}}).is_left_out);
    EXPECT_TRUE(clean("statuses", {{"id", "1"}, {"status_name", "RAWAT_INAP"}}).is_left_out);
    EXPECT_TRUE(clean(
                    "personal_access_tokens",
                    {{"id", "1"},
                     {"tokenable_type", "App\\Models\\Device"},
                     {"tokenable_id", "1"},
                     {"token", "a"}}
    ).is_left_out);
    auto const undated = clean(
        "reservations", {{"id", "1"}, {"patient_id", "1"}, {"poly_id", "1"}, {"status_id", "1"}}
    );
    EXPECT_TRUE(undated.is_left_out);
}

TEST(ImportedRows, OfVisitsWithoutADayAreOnTheDayOfTheirRegistration) {
    auto const row = clean(
        "reservations",
        {{"id", "1"},
         {"patient_id", "1"},
         {"poly_id", "1"},
         {"status_id", "1"},
         {"bpjs", "t"},
         {"date", "0000-00-00"},
         {"created_at", "2026-01-06 00:30:00"}}
    );
    EXPECT_FALSE(row.is_left_out);
    EXPECT_EQ(cell("reservations", row, "date").text, "2026-01-06");
    EXPECT_EQ(cell("reservations", row, "created_at").text, "2026-01-05 17:30:00");
    EXPECT_EQ(columnsOf(row), (Columns{"date", "date"}));
}

TEST(ImportedRows, OfUsersGetANameToSignInWith) {
    auto const by_email = clean(
        "users", {{"id", "7"}, {"name", "Sri"}, {"email", "sri@k.example"}, {"password", "x"}}
    );
    EXPECT_EQ(cell("users", by_email, "username").text, "sri");
    auto const bare = clean("users", {{"id", "8"}, {"name", "Sri"}, {"password", "x"}});
    EXPECT_EQ(cell("users", bare, "username").text, "user8");
    EXPECT_EQ(cell("users", bare, "email").text, "user8@invalid");
}

TEST(ImportedRows, OfStatusesGetTheNameOfTheStation) {
    for (auto const& [there, here] : std::map<std::string, std::string>{
             {"REGISTERED", "WAITING"},
             {"no show", "NO_SHOW"},
             {"With-Doctor", "WITH_DOCTOR"},
             {"Canceled", "CANCELLED"},
             {"DONE", "DONE"}}) {
        auto const row = clean("statuses", {{"id", "1"}, {"status_name", there}, {"label", "x"}});
        EXPECT_EQ(cell("statuses", row, "status_name").text, here);
        EXPECT_EQ(row.problems.empty(), there == here) << there;
    }
}

TEST(ImportedRows, OfPatientsCanBeSearched) {
    auto const row = clean(
        "patients", {{"id", "1"}, {"patient_name", "Siti"}, {"whatsapp_number", "0812-3456-7890"}}
    );
    EXPECT_EQ(cell("patients", row, "whatsapp_key").text, "6281234567890");
    EXPECT_TRUE(cell("patients", row, "search_key").text.starts_with("siti"));
    EXPECT_TRUE(row.problems.empty());
}

TEST(ImportedRows, OfQueuesKnowWhenThePatientWasCalled) {
    auto const row = clean(
        "queues",
        {{"id", "101"},
         {"reservation_id", "1"},
         {"poly_id", "1"},
         {"queue_number", "7"},
         {"date", "2026-01-05"},
         {"call_time", "08:15:00"},
         {"created_at", "2026-01-05 07:30:00"}}
    );
    EXPECT_EQ(cell("queues", row, "called_at").text, "2026-01-05 01:15:00");
    EXPECT_EQ(cell("queues", row, "re_reservation_time").text, "07:30:00");
    EXPECT_EQ(cell("queues", row, "queue_number").integer, 7);
}

TEST(ImportedRows, DoNotReportColumnsThatTheOriginalDoesNotHave) {
    auto const& table = tableOf("statuses");
    WallClock clock(Zone::find("Asia/Jakarta").value());
    RowCleaner cleaner(table, {true, true, false, false, false, false, false}, clock);
    std::vector<std::optional<std::string>> raw(table.fields.size());
    raw[0] = "1";
    raw[1] = "DONE";
    EXPECT_TRUE(cleaner.clean(raw).problems.empty());
}

}  // namespace antrean::laravel
