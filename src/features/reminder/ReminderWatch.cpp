#include "reminder/ReminderWatch.hpp"

#include "base/Log.hpp"
#include "db/Database.hpp"
#include "reminder/Topics.hpp"
#include "whatsapp/Sender.hpp"

#include <fmt/ranges.h>

#include <algorithm>
#include <span>
#include <utility>

namespace antrean::reminder {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr Watcher::Timing kTiming{
    // The longest delay of a reminder that is due by the clock.
    .every = seconds(5),
    // Changes of a queue within this time lead to one look.
    .pause = milliseconds(200),
    .retry_after = seconds(1),
};
// All queues are looked at by the clock too: a practice may have begun.
constexpr seconds kLookAtQueuesEvery{60};
// After a start, reminders that came due at most this long ago are still sent.
constexpr std::chrono::hours kCatchUp{12};
// Few, because the transaction holds up other writes.
constexpr std::size_t kAddedAtOnce = 50;
constexpr std::size_t kKnownMax = 100'000;

std::string dayBefore(Zone const& zone, std::string const& date) {
    return zone.moment(zone.firstSecond(date) - seconds(1)).date;
}

void append(std::vector<Reminder>& list, std::vector<Reminder> more) {
    std::move(more.begin(), more.end(), std::back_inserter(list));
}

void logOf(Reminder const& reminder) {
    auto const& key = reminder.message.order_key;
    if (!reminder.hindrance.empty())
        log::warning(
            "reminder {} for {} is not sent: {}", reminder.rule_id, key, reminder.hindrance
        );
    if (!reminder.unknown_variables.empty())
        log::warning(
            "the template of reminder {} has unknown variables, which are left empty: {}",
            reminder.rule_id,
            fmt::join(reminder.unknown_variables, ", ")
        );
}

}  // namespace

ReminderWatch::ReminderWatch(
    db::Database& database,
    clinic::Directories& directories,
    http::ClinicClock const& clock,
    delivery::Outbox const& outbox,
    links::VisitLinks const& links,
    estimate::Estimates const& estimates
)
    : database_(database),
      directories_(directories),
      clock_(clock),
      outbox_(outbox),
      links_(links),
      estimates_(estimates),
      rulebook_(
          {kReminderConfigsTopic, kMessageTemplatesTopic, whatsapp::kConfigsTopic}, readRules
      ),
      watcher_(kTiming, [this](bool) { return look(); }) {}

void ReminderWatch::start() {
    looked_until_ = clock_.moment().instant - kCatchUp;
    watcher_.poke();
    watcher_.start();
}

void ReminderWatch::stop() {
    watcher_.stop();
}

void ReminderWatch::onBatch(ledger::SharedBatch const& batch) {
    // The first look is at all queues.
    if (!batch->isNews() || batch->entries.empty() || !has_rules_.load(std::memory_order_relaxed))
        return;
    {
        std::scoped_lock const lock(mutex_);
        for (auto const& entry : batch->entries)
            changed_polies_.insert(entry.poly_id);
    }
    watcher_.poke();
}

void ReminderWatch::onNotice(std::string_view topic, std::uint64_t count) {
    rulebook_.onNotice(topic, count);
    if (rulebook_.fresh() != nullptr)
        return;
    {
        std::scoped_lock const lock(mutex_);
        have_rules_changed_ = true;
    }
    watcher_.poke();
}

bool ReminderWatch::look() {
    Task task;
    bool have_rules_changed = false;
    {
        std::scoped_lock const lock(mutex_);
        task.polies = std::exchange(changed_polies_, {});
        have_rules_changed = std::exchange(have_rules_changed_, false);
    }
    auto const moment = clock_.moment();
    auto const since_queues = moment.instant - looked_at_queues_;
    // After the clock was set back, everything counts as not looked at.
    task.is_whole =
        have_rules_changed || since_queues >= kLookAtQueuesEvery || since_queues < seconds(0);
    task.window = {std::min(looked_until_, moment.instant), moment.instant};
    if (have_rules_changed)
        known_.clear();
    bool const is_done = has_rules_ || rulebook_.fresh() == nullptr ? look(task, moment) : true;
    if (is_done) {
        looked_until_ = moment.instant;
        if (task.is_whole)
            looked_at_queues_ = moment.instant;
        return true;
    }
    std::scoped_lock const lock(mutex_);
    changed_polies_.merge(task.polies);
    have_rules_changed_ = have_rules_changed_ || have_rules_changed;
    return false;
}

ReminderWatch::Rulebook ReminderWatch::readRules(db::Transaction& transaction) {
    if (!whatsapp::hasSender(transaction))
        return {};
    return {listRules(transaction)};
}

bool ReminderWatch::look(Task const& task, Moment const& moment) {
    forgetOld(moment.date);
    auto const found =
        database_.read<std::vector<Reminder>>([this, &task, &moment](db::Transaction& transaction) {
            return Result<std::vector<Reminder>>(find(task, moment, transaction));
        });
    if (!found) {
        log::warning("reminders cannot be looked for at the moment: {}", found.error().cause);
        return false;
    }
    return add(*found, moment);
}

std::vector<Reminder> ReminderWatch::find(
    Task const& task, Moment const& moment, db::Transaction& transaction
) {
    auto const rulebook = rulebook_.get(transaction);
    std::span<Rule const> const rules = rulebook->rules;
    has_rules_ = !rules.empty();
    std::vector<Reminder> reminders;
    if (rules.empty())
        return reminders;
    auto const directory = directories_.get(transaction);
    auto const zone = clock_.zone();
    Context const context{transaction, *directory, zone, moment, links_, estimates_};
    for (auto const& [poly_id, name] : directory->polyNames()) {
        if (!task.is_whole && !task.polies.contains(poly_id))
            continue;
        append(reminders, queueReminders(context, rules, poly_id));
        append(reminders, noShowReminders(context, rules, poly_id, moment.date));
        if (task.is_whole)
            append(
                reminders, noShowReminders(context, rules, poly_id, dayBefore(zone, moment.date))
            );
    }
    append(reminders, practiceReminders(context, rules, task.window));
    std::erase_if(reminders, [this](Reminder const& reminder) {
        return known_.contains(*reminder.message.unique_key);
    });
    return reminders;
}

bool ReminderWatch::add(std::vector<Reminder> const& reminders, Moment const& moment) {
    std::span<Reminder const> rest = reminders;
    while (!rest.empty()) {
        auto const some = rest.first(std::min(rest.size(), kAddedAtOnce));
        rest = rest.subspan(some.size());
        auto const added =
            database_.write<void>([this, some, &moment](db::Transaction& transaction) {
                for (auto const& reminder : some)
                    if (reminder.hindrance.empty())
                        outbox_.add(transaction, reminder.message, moment.instant);
                return Result<void>();
            });
        if (!added) {
            log::warning("reminders cannot be stored at the moment: {}", added.error().cause);
            return false;
        }
        for (auto const& reminder : some) {
            logOf(reminder);
            known_.insert(*reminder.message.unique_key);
        }
    }
    return true;
}

void ReminderWatch::forgetOld(std::string const& date) {
    if (date == known_date_ && known_.size() < kKnownMax)
        return;
    known_.clear();
    known_date_ = date;
}

}  // namespace antrean::reminder
