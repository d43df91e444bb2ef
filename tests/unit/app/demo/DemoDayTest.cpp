#include "app/demo/DemoDay.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <map>
#include <optional>
#include <utility>

namespace antrean::app {
namespace {

constexpr Day kFirst = std::chrono::year(2026) / 1 / 1;

// Where each visit of the plan stands after its last step.
using Stations = std::map<std::size_t, DemoStep>;

Stations stationsOf(DemoPlan const& plan) {
    Stations stations;
    for (auto const& event : plan.events)
        stations[event.visit] = event.step;
    return stations;
}

std::int64_t countOf(DemoPlan const& plan, std::int64_t poly_id, DemoStep step) {
    auto const stations = stationsOf(plan);
    return std::ranges::count_if(stations, [&](auto const& station) {
        return plan.visits[station.first].poly_id == poly_id && station.second == step;
    });
}

bool isSorted(DemoPlan const& plan) {
    return std::ranges::is_sorted(plan.events, {}, &DemoEvent::second);
}

// The steps of a visit have an order, and a doctor has one patient.
void expectPossible(DemoPlan const& plan) {
    std::map<std::size_t, DemoStep> stations;
    std::map<std::pair<std::int64_t, bool>, std::optional<std::size_t>> with_doctor;
    for (auto const& event : plan.events) {
        auto const& visit = plan.visits.at(event.visit);
        auto const known = stations.find(event.visit);
        if (event.step == DemoStep::book) {
            EXPECT_EQ(known, stations.end());
        } else {
            ASSERT_NE(known, stations.end());
        }
        if (event.step == DemoStep::call_to_doctor) {
            auto& patient = with_doctor[{visit.poly_id, visit.is_evening}];
            EXPECT_EQ(patient.value_or(event.visit), event.visit);
            patient = event.visit;
        }
        if (event.step == DemoStep::finish) {
            EXPECT_EQ(known->second, DemoStep::call_to_doctor);
            with_doctor[{visit.poly_id, visit.is_evening}].reset();
        }
        if (event.step == DemoStep::send_to_doctor) {
            EXPECT_EQ(known->second, DemoStep::call_to_nurse);
        }
        stations[event.visit] = event.step;
    }
}

TEST(DemoDay, EveryVisitOfAPastDayHasEnded) {
    constexpr std::array kEnds{DemoStep::finish, DemoStep::miss, DemoStep::cancel};
    for (int offset = 0; offset < 60; ++offset) {
        auto const plan = planDay(kFirst + std::chrono::days(offset));
        EXPECT_TRUE(isSorted(plan));
        expectPossible(plan);
        auto const stations = stationsOf(plan);
        EXPECT_EQ(stations.size(), plan.visits.size());
        for (auto const& [visit, step] : stations)
            EXPECT_NE(std::ranges::find(kEnds, step), kEnds.end()) << offset << ' ' << visit;
    }
}

TEST(DemoDay, NoPatientIsCalledMoreThanThreeTimes) {
    for (int offset = 0; offset < 60; ++offset) {
        std::map<std::pair<std::size_t, DemoStep>, int> calls;
        auto const plan = planDay(kFirst + std::chrono::days(offset));
        for (auto const& event : plan.events) {
            bool const is_call =
                event.step == DemoStep::call_to_nurse || event.step == DemoStep::call_to_doctor;
            if (is_call)
                ++calls[std::pair(event.visit, event.step)];
        }
        for (auto const& [call, count] : calls)
            EXPECT_LE(count, 3);
    }
}

TEST(DemoDay, AMondayIsTwoThirdsFuller) {
    auto const monday = planDay(dayOf("2026-01-05")).visits.size();
    auto const tuesday = planDay(dayOf("2026-01-06")).visits.size();
    EXPECT_NEAR(static_cast<double>(monday) / static_cast<double>(tuesday), 5.0 / 3.0, 0.1);
}

TEST(DemoDay, SixInAHundredDoNotComeAndThreeCancel) {
    double visits = 0;
    double missed = 0;
    double cancelled = 0;
    for (int offset = 0; offset < 300; ++offset) {
        auto const plan = planDay(kFirst + std::chrono::days(offset));
        visits += static_cast<double>(plan.visits.size());
        for (auto const& [visit, step] : stationsOf(plan)) {
            missed += step == DemoStep::miss ? 1 : 0;
            cancelled += step == DemoStep::cancel ? 1 : 0;
        }
    }
    EXPECT_NEAR(missed / visits, 0.06, 0.01);
    EXPECT_NEAR(cancelled / visits, 0.03, 0.01);
}

TEST(DemoDay, ADayIsAlwaysTheSame) {
    auto const first = planDay(kFirst);
    auto const second = planDay(kFirst);
    ASSERT_EQ(first.events.size(), second.events.size());
    for (std::size_t nth = 0; nth < first.events.size(); ++nth) {
        EXPECT_EQ(first.events[nth].second, second.events[nth].second);
        EXPECT_EQ(first.events[nth].visit, second.events[nth].visit);
    }
}

TEST(DemoDay, TheMorningHasSomebodyAtEveryStationAtEveryHour) {
    constexpr std::int64_t kLastSecond = 86'399;
    for (int offset = 0; offset < 366; ++offset)
        for (std::int64_t now :
             {std::int64_t{0},
              std::int64_t{1},
              std::int64_t{1'800},
              std::int64_t{43'200},
              kLastSecond}) {
            auto const plan = planMorningUntil(now, kFirst + std::chrono::days(offset));
            EXPECT_TRUE(isSorted(plan));
            expectPossible(plan);
            for (auto const& event : plan.events)
                EXPECT_TRUE(
                    event.second <= now && (event.second >= 0 || event.step == DemoStep::book)
                );
            for (std::int64_t poly_id = 1; poly_id <= kDemoPolies; ++poly_id) {
                EXPECT_EQ(countOf(plan, poly_id, DemoStep::call_to_nurse), 1);
                EXPECT_EQ(countOf(plan, poly_id, DemoStep::call_to_doctor), 1);
                EXPECT_GE(countOf(plan, poly_id, DemoStep::send_to_doctor), 1);
                EXPECT_GE(countOf(plan, poly_id, DemoStep::finish), 3);
                EXPECT_GE(countOf(plan, poly_id, DemoStep::check_in), 1);
                EXPECT_GE(countOf(plan, poly_id, DemoStep::book), 1);
            }
        }
}

TEST(DemoDay, TheMorningBegins75MinutesBeforeOrAtMidnight) {
    EXPECT_EQ(morningStart(43'200), 43'200 - 75 * 60);
    EXPECT_EQ(morningStart(0), 0);
    EXPECT_GE(morningStart(600), 0);
}

}  // namespace
}  // namespace antrean::app
