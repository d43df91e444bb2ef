#include "reminder/Reminders.hpp"

#include "base/StoredInstant.hpp"
#include "db/Transaction.hpp"
#include "reminder/IndonesianTime.hpp"
#include "reminder/Practices.hpp"
#include "whatsapp/Message.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <fmt/core.h>

#include <algorithm>
#include <set>
#include <utility>

namespace antrean::reminder {
namespace {

using clinic::Station;
using std::chrono::seconds;

// "Your turn is near" is useless an hour later.
constexpr std::chrono::minutes kQueueWorth{60};
// Shortly after the practice has begun, a reminder still helps patients who are late.
constexpr std::chrono::minutes kLateWorth{60};
// After a call within this time the practice has begun.
constexpr std::chrono::hours kCallMemory{2};
// Reminders that have been due for longer than this are not sent.
constexpr std::chrono::hours kNoShowMemory{12};
// Longer than from a reminder's time to the look that finds it.
constexpr std::chrono::minutes kMoment{1};
// More visits than any poly has on a day; a limit for each query.
constexpr std::int64_t kVisitsMax = 5'000;

// The patient and the subject of a reminder.
struct Subject {
    std::string_view whatsapp_number;
    std::string_view date;
    std::optional<std::int64_t> reservation_id;
    std::optional<std::int64_t> checkup_id;
};

std::string polyName(clinic::Directory const& directory, std::int64_t poly_id) {
    auto const poly = directory.poly(poly_id);
    return poly.is_null() ? std::string() : std::string(poly.at("name").get_string());
}

std::string orderKey(Subject const& subject) {
    return subject.reservation_id ? fmt::format("reservation:{}", *subject.reservation_id)
                                  : fmt::format("checkup:{}", subject.checkup_id.value_or(0));
}

boost::json::object author(Rule const& rule, Subject const& subject) {
    boost::json::object origin{
        {"config_id", rule.id},
        {"type", rule.reminder_type},
        {"date", subject.date},
    };
    if (subject.checkup_id)
        origin["checkup_id"] = *subject.checkup_id;
    return {{"reminder", std::move(origin)}};
}

Reminder reminderOf(Rule const& rule, Subject const& subject, Values const& values) {
    Reminder reminder;
    auto const rendered = render(rule.message, values);
    auto const chat_id = whatsapp::chatIdOf(subject.whatsapp_number);
    auto& message = reminder.message;
    message.kind = whatsapp::kKind;
    message.order_key = orderKey(subject);
    message.target = chat_id.value_or("");
    message.reservation_id = subject.reservation_id;
    message.unique_key =
        fmt::format("{}:{}:{}:{}", whatsapp::kKind, rule.id, message.order_key, subject.date);
    message.body = whatsapp::bodyOf(chat_id.value_or(""), rendered.text, author(rule, subject));
    reminder.rule_id = rule.id;
    reminder.unknown_variables = rendered.unknown_variables;
    if (!chat_id)
        reminder.hindrance = "the patient's WhatsApp number is none";
    else if (rendered.text.find_first_not_of(" \r\n\t") == std::string::npos)
        reminder.hindrance = "its text is empty";
    return reminder;
}

Practices practicesOf(Context const& context, std::string const& date) {
    return {date, listPractices(context.transaction, date)};
}

// How long it takes until the poly's practice begins today. Not positive: it has begun.
seconds untilPractice(Context const& context, std::int64_t poly_id, Practices const& practices) {
    auto const now = context.moment.instant;
    auto const waiting = context.directory.statusId(Station::waiting);
    auto const start = practices.startOf(poly_id, std::nullopt);
    // After a call the practice has begun, whatever the schedule says. Without a schedule the calls
    // are the only source.
    if (!start.is_planned ||
        hasCall(context.transaction, poly_id, practices.date(), waiting, now - kCallMemory))
        return seconds(0);
    return std::chrono::ceil<seconds>(context.zone.at(practices.date(), start.time) - now);
}

// The turn of a patient who waits today, by the rule of the patient's page.
Turn turnToday(
    Context const& context,
    Visit const& visit,
    Practices const& practices,
    std::int64_t ahead,
    seconds until_practice
) {
    auto const start = practices.startOf(visit.poly_id, visit.schedule_id);
    estimate::Question question{visit.poly_id, ahead, context.moment.instant};
    if (start.is_planned && (visit.schedule_id || until_practice > seconds(0)))
        question.session_start = context.zone.at(practices.date(), start.time);
    return turnOf(ahead, context.estimates.find(question), until_practice);
}

std::int64_t secondsPerPatient(Context const& context, std::int64_t poly_id) {
    auto const pace = context.estimates.pace(poly_id);
    return pace ? static_cast<std::int64_t>(pace->mean_s) : kUsualSecondsPerPatient;
}

Values valuesOf(
    Context const& context, Visit const& visit, Practices const& practices, std::optional<Turn> turn
) {
    auto const start = practices.startOf(visit.poly_id, visit.schedule_id);
    Values values;
    values.patient_name = visit.patient_name;
    values.queue_number = std::to_string(visit.queue_number);
    values.poly = polyName(context.directory, visit.poly_id);
    values.doctor = start.doctor;
    values.date = dateInWords(visit.date);
    values.time = timeInWords(start.time);
    values.link = context.links.messageLinkOf(visit.id);
    if (turn) {
        values.people_ahead = std::to_string(turn->people_ahead);
        values.estimated_minutes = std::to_string(turn->minutes);
    }
    return values;
}

Subject subjectOf(Visit const& visit) {
    return {visit.whatsapp_number, visit.date, visit.id, std::nullopt};
}

bool isOfType(Rule const& rule, Type type) {
    return typeOf(rule.reminder_type) == type;
}

// A time in the future was written while the clock was ahead. It counts as a moment ago.
Instant believed(std::string const& timestamp, Instant now) {
    auto const instant = storedInstant(timestamp);
    return instant > now ? now - kMoment : instant;
}

// A config does not apply to reminders that were due before its last change.
bool speaksOf(Rule const& rule, Instant due, Instant now) {
    return !rule.changed_at || due >= believed(*rule.changed_at, now);
}

// --- SCHEDULE and CHECKUP ---------------------------------------------------------------------

// A config and a day of practices for which it is due.
struct DayOfRule {
    Rule const& rule;
    Practices const& practices;
    Window starts;  // beginnings of practices
};

void addDue(
    Context const& context,
    Reminder reminder,
    Instant start_of_practice,
    std::vector<Reminder>& reminders
) {
    auto const worth = std::max(start_of_practice, context.moment.instant + kLateWorth);
    reminder.message.give_up_at = worth;
    reminders.push_back(std::move(reminder));
}

bool begins(Context const& context, DayOfRule const& day, std::string_view time) {
    auto const instant = context.zone.at(day.practices.date(), time);
    return instant > day.starts.after && instant <= day.starts.until;
}

// The time at which the practice begins, if the reminder is due now and the visit existed when it
// became due.
std::optional<Instant> dueStart(
    Context const& context,
    DayOfRule const& day,
    Practices::Start const& start,
    std::optional<std::string> const& created_at
) {
    if (!begins(context, day, start.time))
        return std::nullopt;
    auto const instant = context.zone.at(day.practices.date(), start.time);
    auto const due = instant - day.rule.offset();
    auto const now = context.moment.instant;
    if (!speaksOf(day.rule, due, now) || (created_at && believed(*created_at, now) > due))
        return std::nullopt;
    return instant;
}

void addVisits(
    Context const& context,
    DayOfRule const& day,
    std::int64_t poly_id,
    std::vector<Reminder>& reminders
) {
    auto const waiting = context.directory.statusId(Station::waiting);
    std::int64_t ahead = 0;
    for (auto const& visit :
         listVisits(context.transaction, poly_id, day.practices.date(), waiting, kVisitsMax)) {
        auto const turn = turnOf(ahead++, std::nullopt, seconds(0));
        auto const start = day.practices.startOf(visit.poly_id, visit.schedule_id);
        if (auto const start_of_practice = dueStart(context, day, start, visit.created_at))
            addDue(
                context,
                reminderOf(
                    day.rule, subjectOf(visit), valuesOf(context, visit, day.practices, turn)
                ),
                *start_of_practice,
                reminders
            );
    }
}

void addCheckups(Context const& context, DayOfRule const& day, std::vector<Reminder>& reminders) {
    for (auto const& checkup :
         listCheckups(context.transaction, day.practices.date(), kVisitsMax)) {
        auto const start = day.practices.startOf(checkup.poly_id, std::nullopt);
        auto const start_of_practice = dueStart(context, day, start, checkup.created_at);
        if (!start_of_practice)
            continue;
        Values values;
        values.patient_name = checkup.patient_name;
        values.poly = polyName(context.directory, checkup.poly_id);
        values.doctor = start.doctor;
        values.date = dateInWords(checkup.date);
        values.time = timeInWords(start.time);
        Subject const subject{checkup.whatsapp_number, checkup.date, std::nullopt, checkup.id};
        addDue(context, reminderOf(day.rule, subject, values), *start_of_practice, reminders);
    }
}

void addDay(
    Context const& context,
    DayOfRule const& day,
    bool is_of_checkups,
    std::vector<Reminder>& reminders
) {
    if (is_of_checkups)
        return addCheckups(context, day, reminders);
    for (auto const& [poly_id, name] : context.directory.polyNames())
        addVisits(context, day, poly_id, reminders);
}

}  // namespace

std::vector<Reminder> queueReminders(
    Context const& context, std::span<Rule const> rules, std::int64_t poly_id
) {
    std::vector<Reminder> reminders;
    auto const practices = practicesOf(context, context.moment.date);
    auto const seconds_per_patient = secondsPerPatient(context, poly_id);
    std::int64_t count = 0;
    for (auto const& rule : rules)
        if (isOfType(rule, Type::queue))
            count = std::max(count, numberThatMayBeNear(rule.nearness(), seconds_per_patient));
    if (count == 0)
        return reminders;
    auto const waiting = context.directory.statusId(Station::waiting);
    auto const until_practice = untilPractice(context, poly_id, practices);
    std::int64_t ahead = 0;
    for (auto const& visit :
         listVisits(context.transaction, poly_id, practices.date(), waiting, count)) {
        auto const turn = turnToday(context, visit, practices, ahead++, until_practice);
        auto const values = valuesOf(context, visit, practices, turn);
        for (auto const& rule : rules) {
            if (!isOfType(rule, Type::queue) || !isNear(rule.nearness(), turn, until_practice))
                continue;
            auto reminder = reminderOf(rule, subjectOf(visit), values);
            reminder.message.give_up_at = context.moment.instant + kQueueWorth;
            reminders.push_back(std::move(reminder));
        }
    }
    return reminders;
}

std::vector<Reminder> noShowReminders(
    Context const& context,
    std::span<Rule const> rules,
    std::int64_t poly_id,
    std::string const& date
) {
    std::vector<Reminder> reminders;
    auto const no_show = context.directory.statusId(Station::no_show);
    std::optional<Practices> practices;
    for (auto const& visit : listVisits(context.transaction, poly_id, date, no_show, kVisitsMax)) {
        if (!practices)
            practices = practicesOf(context, date);
        for (auto const& rule : rules) {
            if (!isOfType(rule, Type::no_show) || !visit.updated_at)
                continue;
            auto const now = context.moment.instant;
            auto const due = std::min(storedInstant(*visit.updated_at), now) + rule.offset();
            if (!speaksOf(rule, due, now) || due < now - kNoShowMemory)
                continue;
            auto const values = valuesOf(context, visit, *practices, std::nullopt);
            auto reminder = reminderOf(rule, subjectOf(visit), values);
            reminder.message.due_at = due;
            reminders.push_back(std::move(reminder));
        }
    }
    return reminders;
}

std::vector<Reminder> practiceReminders(
    Context const& context, std::span<Rule const> rules, Window const& window
) {
    std::vector<Reminder> reminders;
    for (auto const& rule : rules) {
        auto const type = typeOf(rule.reminder_type);
        if (type != Type::schedule && type != Type::checkup)
            continue;
        Window const starts{window.after + rule.offset(), window.until + rule.offset()};
        // A window is shorter than a day, so it covers two days at most.
        for (auto const& date : std::set<std::string>{
                 context.zone.moment(starts.after).date, context.zone.moment(starts.until).date}) {
            auto const practices = practicesOf(context, date);
            DayOfRule const day{rule, practices, starts};
            if (practices.anyStart([&context, &day](auto time) {
                    return begins(context, day, time);
                }))
                addDay(context, day, type == Type::checkup, reminders);
        }
    }
    return reminders;
}

Values valuesOf(Context const& context, Visit const& visit) {
    auto const practices = practicesOf(context, visit.date);
    auto const waiting = context.directory.statusId(Station::waiting);
    if (visit.status_id != waiting)
        return valuesOf(context, visit, practices, std::nullopt);
    auto const ahead = countAhead(context.transaction, visit, waiting);
    if (visit.date != context.moment.date)
        return valuesOf(context, visit, practices, turnOf(ahead, std::nullopt, seconds(0)));
    auto const until_practice = untilPractice(context, visit.poly_id, practices);
    auto const turn = turnToday(context, visit, practices, ahead, until_practice);
    return valuesOf(context, visit, practices, turn);
}

Values exampleValues(Moment const& moment, links::VisitLinks const& links) {
    return {
        "Budi Santoso",
        "12",
        "Poli Umum",
        "dr. Siti Rahma",
        dateInWords(moment.date),
        timeInWords(Practices::kUsualStart),
        "3",
        "30",
        links.exampleLink(),
    };
}

std::optional<Origin> originOf(std::string const& body) {
    auto const whole = whatsapp::readBody(body);
    auto const* reminder = whole.if_contains("reminder");
    auto const* origin = reminder == nullptr ? nullptr : reminder->if_object();
    if (origin == nullptr)
        return std::nullopt;
    auto const type = typeOf(std::string_view(origin->at("type").get_string()));
    if (!type)
        return std::nullopt;
    Origin found{
        origin->at("config_id").to_number<std::int64_t>(),
        *type,
        std::string(origin->at("date").get_string()),
        std::nullopt};
    if (auto const* id = origin->if_contains("checkup_id"))
        found.checkup_id = id->to_number<std::int64_t>();
    return found;
}

}  // namespace antrean::reminder
