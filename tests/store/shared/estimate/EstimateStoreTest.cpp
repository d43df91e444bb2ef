#include "estimate/EstimateStore.hpp"
#include "estimate/Sql.hpp"
#include "harness/Engines.hpp"
#include "harness/Prepares.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace antrean::estimate {
namespace {

constexpr auto* kDate = "2029-01-02";
constexpr auto* kEarly = "2029-01-02 01:09:59";
constexpr auto* kFrom = "2029-01-02 01:10:00";
constexpr auto* kTo = "2029-01-02 01:20:00";
constexpr auto* kLate = "2029-01-02 01:20:01";

class EstimateStoreTest : public test::EachMigrated {
protected:
    void tell(std::int64_t visit_id, std::string const& from = kFrom) const {
        write([&](db::Transaction& transaction) {
            Told const told{visit_id, 1, from, kTo};
            insertEstimates(transaction, kDate, {&told, 1});
        });
    }
    // {estimates, right}
    std::vector<std::int64_t> call(
        std::int64_t visit_id, std::optional<std::string> const& called_at
    ) const {
        Compared compared;
        write([&](db::Transaction& transaction) {
            compared = compareWithCall(transaction, visit_id, called_at);
        });
        return {compared.estimates, compared.right};
    }
    void add(std::string const& date, Compared const& compared, std::optional<Pace> const& pace)
        const {
        write([&](db::Transaction& transaction) { addToDay(transaction, date, 1, compared, pace); }
        );
    }
};
INSTANTIATE_EACH_ENGINE(EstimateStoreTest);

using Numbers = std::vector<std::int64_t>;

TEST_P(EstimateStoreTest, EveryQueryPrepares) {
    test::expectEveryQueryPrepares(*database_, sql::kAll);
}

TEST_P(EstimateStoreTest, AVisitWithoutAnEstimateIsNotCompared) {
    EXPECT_EQ(call(1, kFrom), Numbers({0, 0}));
    EXPECT_EQ(call(1, std::nullopt), Numbers({0, 0}));
}

TEST_P(EstimateStoreTest, IsRightWithinItsRange) {
    for (std::int64_t visit = 1; visit <= 4; ++visit)
        tell(visit);
    EXPECT_EQ(call(1, kEarly), Numbers({1, 0}));
    EXPECT_EQ(call(2, kFrom), Numbers({1, 1}));
    EXPECT_EQ(call(3, kTo), Numbers({1, 1}));
    EXPECT_EQ(call(4, kLate), Numbers({1, 0}));
}

TEST_P(EstimateStoreTest, TheFirstEstimateStays) {
    tell(1);
    tell(1, kEarly);
    EXPECT_EQ(call(1, kEarly), Numbers({1, 0}));
}

TEST_P(EstimateStoreTest, ACallIsComparedOnce) {
    tell(1);
    EXPECT_EQ(call(1, kFrom), Numbers({1, 1}));
    EXPECT_EQ(call(1, kFrom), Numbers({0, 0}));
    EXPECT_EQ(call(1, std::nullopt), Numbers({-1, -1}));
    EXPECT_EQ(call(1, std::nullopt), Numbers({0, 0}));
    EXPECT_EQ(call(1, kLate), Numbers({1, 0}));
    EXPECT_EQ(call(1, std::nullopt), Numbers({-1, 0}));
}

TEST_P(EstimateStoreTest, OldEstimatesAreRemoved) {
    tell(1);
    write([](db::Transaction& transaction) { removeOldEstimates(transaction, kDate); });
    bool is_old_today = true;
    bool is_old_tomorrow = false;
    read([&](db::Transaction& transaction) {
        is_old_today = hasOldEstimates(transaction, kDate);
        is_old_tomorrow = hasOldEstimates(transaction, "2029-01-03");
    });
    EXPECT_FALSE(is_old_today);
    EXPECT_TRUE(is_old_tomorrow);
    write([](db::Transaction& transaction) { removeOldEstimates(transaction, "2029-01-03"); });
    EXPECT_EQ(call(1, kFrom), Numbers({0, 0}));
}

TEST_P(EstimateStoreTest, DaysAreSummedAndHaveTheLatestPace) {
    Pace const pace{.intervals = 4, .mean_s = 299.6, .low_s = 200, .high_s = 400};
    add("2029-01-01", {3, 2}, std::nullopt);
    add("2029-01-01", {1, 0}, Pace{.intervals = 3, .mean_s = 1, .low_s = 1, .high_s = 1});
    add("2029-01-02", {2, 1}, pace);
    add("2029-01-02", {-1, -1}, pace);
    add("2029-01-03", {}, pace);
    std::vector<EstimateSum> sums;
    std::vector<DayPace> paces;
    read([&](db::Transaction& transaction) {
        sums = sumEstimates(transaction, "2028-12-31", "2029-01-03");
        paces = listPaces(transaction, "2029-01-01", "2029-01-03");
    });
    ASSERT_EQ(sums.size(), 1U);
    EXPECT_EQ(sums[0].estimates, 5);
    EXPECT_EQ(sums[0].right_estimates, 2);
    EXPECT_EQ(sums[0].days, 2);
    // A day of three intervals has no pace, and today is not a past day.
    ASSERT_EQ(paces.size(), 1U);
    EXPECT_EQ(paces[0].intervals, 4);
    EXPECT_EQ(paces[0].mean_s, 300);
}

}  // namespace
}  // namespace antrean::estimate
