#include "dashboard/Period.hpp"

#include <boost/json/value.hpp>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <ostream>

namespace antrean::dashboard {

using boost::json::object;

void PrintTo(Period const& period, std::ostream* out) {
    *out << period.date_from << ".." << period.date_to << " by " << period.label_size;
}

namespace {

constexpr char const* kToday = "2026-11-22";

Period of(
    std::optional<std::int64_t> year,
    std::optional<std::int64_t> month,
    std::optional<std::int64_t> day
) {
    return periodOf({year, month, day, std::nullopt}, kToday);
}

}  // namespace

TEST(PeriodTest, AYearIsCutIntoMonths) {
    EXPECT_EQ(of(2025, {}, {}), (Period{"2025-01-01", "2025-12-31", 7}));
    EXPECT_EQ(of(1, {}, {}), (Period{"0001-01-01", "0001-12-31", 7}));
    EXPECT_EQ(of({}, {}, {}), (Period{"2026-01-01", "2026-12-31", 7}));
}

TEST(PeriodTest, AMonthIsCutIntoDays) {
    EXPECT_EQ(of(2026, 1, {}), (Period{"2026-01-01", "2026-01-31", 10}));
    EXPECT_EQ(of({}, 4, {}), (Period{"2026-04-01", "2026-04-30", 10}));
    EXPECT_EQ(of(2028, 2, {}), (Period{"2028-02-01", "2028-02-29", 10}));
    EXPECT_EQ(of(2100, 2, {}), (Period{"2100-02-01", "2100-02-28", 10}));
}

TEST(PeriodTest, ADayIsADay) {
    EXPECT_EQ(of(2026, 1, 6), (Period{"2026-01-06", "2026-01-06", 10}));
}

TEST(PeriodTest, ADayThatDoesNotExistHoldsNothing) {
    auto const period = of(2026, 2, 30);
    EXPECT_GT(period.date_from, period.date_to);
    EXPECT_EQ(period.label_size, 10U);
}

TEST(PeriodTest, ADayWithoutAMonthDoesNotRestrict) {
    EXPECT_EQ(of(2026, {}, 6), (Period{"2026-01-01", "2026-12-31", 7}));
}

TEST(DateOfYearTest, AYearThatIsNoDayStaysAYear) {
    for (object const& input : {object{}, object{{"year", "2026"}}, object{{"year", 2026}}})
        EXPECT_EQ(withDateOfYear(input), input);
}

TEST(DateOfYearTest, ADateIsNotReplaced) {
    object const input{{"year", "2026-01-03"}, {"date", "2026-01-04"}};
    EXPECT_EQ(withDateOfYear(input), input);
}

TEST(DateOfYearTest, AYearThatIsADayIsTheDate) {
    object const expected{{"year", "2026-01-03"}, {"date", "2026-01-03"}};
    EXPECT_EQ(withDateOfYear(object{{"year", "2026-01-03"}}), expected);
    EXPECT_EQ(withDateOfYear(object{{"date", nullptr}, {"year", "2026-01-03"}}), expected);
}

// The table of an object grows and moves when a key is inserted. Tested at each of its sizes, with
// a text that is stored inside the value and with one that is not.
TEST(DateOfYearTest, TheYearIsReadBeforeTheInputGrows) {
    for (auto const* year : {"2026-01-03", "2026-01-03T10:00:00.000000Z"})
        for (std::size_t others = 0; others < 600; ++others) {
            object input;
            for (std::size_t index = 0; index < others; ++index)
                input[fmt::format("key{}", index)] = index;
            input["year"] = year;
            auto const made = withDateOfYear(input);
            input["date"] = std::string(year);
            ASSERT_EQ(made, input) << others;
        }
}

}  // namespace antrean::dashboard
