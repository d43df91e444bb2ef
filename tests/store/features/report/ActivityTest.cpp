#include "harness/ClinicDay.hpp"
#include "harness/Prepares.hpp"
#include "report/Activity.hpp"
#include "report/Sql.hpp"
#include "report/VisitStore.hpp"

#include <algorithm>
#include <random>
#include <vector>

namespace antrean::report {

namespace {

constexpr std::int64_t kStart = 1'861'833'600;  // 2028-12-31 00:00:00 UTC
constexpr std::int64_t kDay = 86'400;

struct Did {
    std::int64_t second;
    std::int64_t user_id;
    std::int64_t reservation_id;
};

class ActivityTest : public test::ClinicDay {
protected:
    // Work of two users over a week; without any on the third and fourth day.
    void work(db::Transaction& transaction) {
        static constexpr auto kUser = test::same(
            "test.insert_user",
            "INSERT INTO users (id, name, email, password, username)"
            " VALUES (8, 'Budi', 'budi@mail.com', '', 'budi')"
        );
        transaction.run(kUser);
        std::mt19937 generator(5);
        for (int i = 0; i < 200; ++i) {
            auto second = kStart + static_cast<std::int64_t>(generator() % (5 * kDay));
            if (second >= kStart + 2 * kDay)
                second += 2 * kDay;
            if (i % 10 == 0)  // exactly at the end of a day of UTC
                second -= second % kDay + 1;
            moment_ = at(second);
            std::int64_t const user = 7 + static_cast<std::int64_t>(generator() % 3 == 0);
            auto const registered = reservation::book(
                transaction, form("2029-01-01"), {*directory_, ledger_, user, moment_}
            );
            done_.push_back({second, user, registered.value().id});
        }
        // Latest first; within a second, the later entry first.
        std::ranges::reverse(done_);
        std::ranges::stable_sort(done_, std::ranges::greater{}, &Did::second);
    }

    std::vector<std::int64_t> expected(
        std::int64_t first, std::int64_t last, std::optional<std::int64_t> user_id
    ) const {
        std::vector<std::int64_t> ids;
        for (auto const& did : done_)
            if (did.second >= first && did.second <= last &&
                did.user_id == user_id.value_or(did.user_id))
                ids.push_back(did.reservation_id);
        return ids;
    }

    static std::vector<std::int64_t> listed(
        db::Transaction& transaction, Activity const& activity, Slice slice
    ) {
        std::vector<std::int64_t> ids;
        listEntries(transaction, activity, slice, [&ids](Entry const& entry) {
            ids.push_back(entry.reservation_id);
            return true;
        });
        return ids;
    }

    static void expectSlices(
        db::Transaction& transaction, Activity const& activity, std::vector<std::int64_t> const& all
    ) {
        EXPECT_EQ(countEntries(transaction, activity), std::ssize(all));
        EXPECT_EQ(listed(transaction, activity, {}), all);
        for (std::int64_t skipped = 0; skipped < std::ssize(all) + 3; ++skipped) {
            auto const from = all.begin() + std::min(skipped, std::ssize(all));
            auto const to = from + std::min<std::int64_t>(4, all.end() - from);
            EXPECT_EQ(
                listed(transaction, activity, {skipped, 4}), std::vector<std::int64_t>(from, to)
            ) << skipped;
        }
    }

    std::vector<Did> done_;
};
INSTANTIATE_EACH_ENGINE(ActivityTest);

}  // namespace

TEST_P(ActivityTest, EveryQueryPrepares) {
    test::expectEveryQueryPrepares(*database_, sql::kAll);
    db::Query const* const composed[] = {&listVisitsQuery().query};
    test::expectEveryQueryPrepares(*database_, composed);
}

TEST_P(ActivityTest, AnyPartOfTheLedgerIsFoundWithoutReadingTheRest) {
    write([this](db::Transaction& transaction) {
        work(transaction);
        for (auto const* zone_name : {"Asia/Jakarta", "UTC", "America/Santiago"}) {
            auto const zone = Zone::find(zone_name).value();
            for (auto const& [date_from, date_to] : {
                     std::pair("2028-12-31", "2029-01-06"),
                     std::pair("2029-01-01", "2029-01-05"),
                     std::pair("2029-01-01", "2029-01-01"),
                     std::pair("2029-01-03", "2029-01-03"),
                     std::pair("2029-01-02", "2029-01-01"),
                 })
                for (auto const user_id :
                     {std::optional<std::int64_t>(), std::optional<std::int64_t>(8)}) {
                    SCOPED_TRACE(std::string(zone_name) + ' ' + date_from + ' ' + date_to);
                    Filter filter;
                    filter.date_from = date_from;
                    filter.date_to = date_to;
                    auto const second = [](Instant instant) {
                        return std::chrono::floor<std::chrono::seconds>(instant)
                            .time_since_epoch()
                            .count();
                    };
                    auto const all = expected(
                        second(zone.firstSecond(date_from)),
                        second(zone.lastSecond(date_to)),
                        user_id
                    );
                    expectSlices(transaction, {instantsOf(filter, zone), user_id}, all);
                }
        }
        expectSlices(transaction, {}, expected(0, kStart + 100 * kDay, std::nullopt));
        expectSlices(transaction, {{}, 8}, expected(0, kStart + 100 * kDay, 8));
        expectSlices(transaction, {{}, 99}, {});
    });
}

}  // namespace antrean::report
