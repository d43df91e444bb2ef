// Finds the reminders that are due at a moment, from the reminder configs and the clinic's state.
// This code stores nothing. The same question gives the same reminders with the same unique keys,
// so neither a restart nor a second process causes a second message.
#pragma once

#include "base/Clock.hpp"
#include "clinic/Directory.hpp"
#include "delivery/Delivery.hpp"
#include "estimate/Estimates.hpp"
#include "links/VisitLinks.hpp"
#include "reminder/ReminderStore.hpp"
#include "reminder/Rule.hpp"
#include "reminder/Template.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace antrean::reminder {

struct Reminder {
    delivery::Message message;  // its unique_key is set
    // The reason why it cannot be sent, for the log; empty if it can.
    std::string hindrance;
    std::vector<std::string> unknown_variables;
    std::int64_t rule_id = 0;
};

// The clinic at a moment, in a transaction that must outlive this object.
struct Context {
    db::Transaction& transaction;
    clinic::Directory const& directory;
    Zone const& zone;
    Moment const& moment;
    links::VisitLinks const& links;
    estimate::Estimates const& estimates;
};

// QUEUE: reminders for patients of the poly who wait today for their first call, when their turn is
// near.
std::vector<Reminder> queueReminders(
    Context const& context, std::span<Rule const> rules, std::int64_t poly_id
);

// NO_SHOW: reminders for patients who did not come to the poly on that day, at the time of the
// config.
std::vector<Reminder> noShowReminders(
    Context const& context,
    std::span<Rule const> rules,
    std::int64_t poly_id,
    std::string const& date
);

// Instants in (after, until].
struct Window {
    Instant after{};
    Instant until{};
};

// SCHEDULE and CHECKUP: reminders that became due within the window, for visits that were booked by
// then. A visit that is booked later gets no reminder.
std::vector<Reminder> practiceReminders(
    Context const& context, std::span<Rule const> rules, Window const& window
);

// The values of a template's variables for this visit.
Values valuesOf(Context const& context, Visit const& visit);

// The values of an invented visit, for a preview.
Values exampleValues(Moment const& moment, links::VisitLinks const& links);

// The reminder of a stored delivery.
struct Origin {
    std::int64_t rule_id = 0;
    Type type{};
    std::string date;  // date of the visit or the check-up
    std::optional<std::int64_t> checkup_id;
};
// Empty if the body is not that of a reminder.
std::optional<Origin> originOf(std::string const& body);

}  // namespace antrean::reminder
