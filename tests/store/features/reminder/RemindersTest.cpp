#include "harness/ClinicDay.hpp"
#include "harness/Prepares.hpp"
#include "queue/Transitions.hpp"
#include "reminder/Reminders.hpp"
#include "reminder/Sql.hpp"
#include "whatsapp/Acknowledgements.hpp"
#include "whatsapp/Sql.hpp"

#include <vector>

namespace antrean::reminder {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

class RemindersTest : public test::ClinicDay {
protected:
    static Rule rule(std::string type, std::int64_t offset, std::int64_t count = -1) {
        return {1, offset, count, std::move(type), "{{queue_number}} {{doctor}} {{time}}", {}};
    }
    // 2029-01-01 and later, in Jakarta.
    static Instant instant(std::string_view date, std::string_view time) {
        return Zone::find("Asia/Jakarta")->at(date, time);
    }
    std::vector<Reminder> due(
        db::Transaction& transaction, Rule const& rule, Instant after, Instant until
    ) const {
        auto const zone = Zone::find("Asia/Jakarta").value();
        auto const moment = zone.moment(until);
        Context const context{transaction, *directory_, zone, moment, links_, estimates_};
        return practiceReminders(context, {&rule, 1}, {after, until});
    }
    std::vector<Reminder> near(db::Transaction& transaction, Rule const& rule, Instant now) const {
        auto const zone = Zone::find("Asia/Jakarta").value();
        auto const moment = zone.moment(now);
        Context const context{transaction, *directory_, zone, moment, links_, estimates_};
        return queueReminders(context, {&rule, 1}, test::kPolyId);
    }
    links::VisitLinks const links_{"a secret", "https://klinik.example"};
    estimate::Estimates estimates_;
};
INSTANTIATE_EACH_ENGINE(RemindersTest);

}  // namespace

TEST_P(RemindersTest, EveryQueryPrepares) {
    test::expectEveryQueryPrepares(*database_, sql::kAll);
    test::expectEveryQueryPrepares(*database_, whatsapp::sql::kAll);
}

TEST_P(RemindersTest, AVisitIsDueOnceADayBeforeItsPractice) {
    write([this](db::Transaction& transaction) {
        plan(transaction, "2029-01-03", std::nullopt);
        auto const visit = book(transaction, "2029-01-03");
        auto const day_before = rule("SCHEDULE", 1'440);
        auto const eight = instant("2029-01-02", "08:00:00");
        EXPECT_TRUE(due(transaction, day_before, eight - seconds(10), eight - seconds(1)).empty());
        auto const found = due(transaction, day_before, eight - seconds(1), eight);
        ASSERT_EQ(found.size(), 1);
        EXPECT_EQ(found[0].message.reservation_id, visit.id);
        EXPECT_EQ(found[0].message.give_up_at, instant("2029-01-03", "08:00:00"));
        EXPECT_NE(found[0].message.body.find("1 Andi 08.00"), std::string::npos);
        EXPECT_TRUE(due(transaction, day_before, eight, eight + minutes(600)).empty());
        // After an outage of half a day it is still found, with the same key.
        auto const later = due(transaction, day_before, eight - minutes(60), eight + minutes(600));
        ASSERT_EQ(later.size(), 1);
        EXPECT_EQ(later[0].message.unique_key, found[0].message.unique_key);
    });
}

TEST_P(RemindersTest, NobodyIsRemindedOfWhatWasBookedLater) {
    write([this](db::Transaction& transaction) {
        plan(transaction, "2029-01-01", std::nullopt);
        book(transaction, "2029-01-01");  // at 07:00
        auto const eight = instant("2029-01-01", "08:00:00");
        EXPECT_TRUE(
            due(transaction, rule("SCHEDULE", 120), eight - minutes(180), eight - minutes(60))
                .empty()
        );
        EXPECT_EQ(
            due(transaction, rule("SCHEDULE", 30), eight - minutes(31), eight - minutes(29)).size(),
            1
        );
    });
}

TEST_P(RemindersTest, AConfigSaysNothingOfWhatWasDueBefore) {
    write([this](db::Transaction& transaction) {
        plan(transaction, "2029-01-03", std::nullopt);
        book(transaction, "2029-01-03");
        auto changed = rule("SCHEDULE", 1'440);
        changed.changed_at = "2029-01-02 01:00:01";
        auto const eight = instant("2029-01-02", "08:00:00");
        EXPECT_TRUE(due(transaction, changed, eight - minutes(60), eight + minutes(60)).empty());
    });
}

TEST_P(RemindersTest, WithoutAScheduleThePracticeBeginsAtTheUsualHour) {
    write([this](db::Transaction& transaction) {
        book(transaction, "2029-01-02");
        auto const eight = instant("2029-01-02", "08:00:00");
        auto const found = due(transaction, rule("schedule", 60), eight - minutes(61), eight);
        ASSERT_EQ(found.size(), 1);
        EXPECT_NE(found[0].message.body.find("1  08.00"), std::string::npos);
    });
}

TEST_P(RemindersTest, TheTurnIsNearByThePaceOfTheDay) {
    write([this](db::Transaction& transaction) {
        std::vector<std::int64_t> ids;
        for (int count = 0; count < 9; ++count)
            ids.push_back(book(transaction, "2029-01-01").id);
        // Four calls, two minutes apart, of patients who were there before.
        auto const begin = instant("2029-01-01", "08:00:00");
        for (int call = 0; call < 4; ++call) {
            moment_ = Zone::find("Asia/Jakarta")->moment(begin + call * minutes(2));
            auto const id = ids[static_cast<std::size_t>(call)];
            ASSERT_TRUE(queue::callToAnamnesa(transaction, id, step()));
            estimates_.addCall(test::kPolyId, id, moment_.instant, begin - minutes(60));
        }
        auto const found = near(transaction, rule("QUEUE", 6), begin + minutes(7));
        std::vector<std::optional<std::int64_t>> told;
        for (auto const& reminder : found)
            told.push_back(reminder.message.reservation_id);
        // One minute of the first interval has passed: the turns are in 1, 3, 5 and 7 minutes.
        EXPECT_EQ(told, (std::vector<std::optional<std::int64_t>>{ids[4], ids[5], ids[6]}));
        EXPECT_EQ(found[0].message.give_up_at, begin + minutes(67));
    });
}

}  // namespace antrean::reminder
