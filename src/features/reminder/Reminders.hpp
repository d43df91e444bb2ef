// Which reminders are due: reminder configs, held against the clinic as it is at a moment. Nothing
// is remembered here. Whoever asks again gets the same ones again, under the same unique keys, so
// that neither a restart nor a second process makes two messages of one.
#pragma once

#include "base/Clock.hpp"
#include "clinic/Directory.hpp"
#include "delivery/Delivery.hpp"
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
    delivery::Message message;  // its unique_key is there
    // Why it cannot be sent, for the log; empty when it can.
    std::string hindrance;
    std::vector<std::string> unknown_variables;
    std::int64_t rule_id = 0;
};

// The clinic at a moment, in a transaction that outlives it.
struct Scene {
    db::Transaction& transaction;
    clinic::Directory const& directory;
    Zone const& zone;
    Moment const& moment;
};

// QUEUE: whoever waits in the poly today for the first call, and is nearly called.
std::vector<Reminder> queueReminders(
    Scene const& scene, std::span<Rule const> rules, std::int64_t poly_id
);

// NO_SHOW: whoever did not come to the poly on that day, due when the config says.
std::vector<Reminder> noShowReminders(
    Scene const& scene, std::span<Rule const> rules, std::int64_t poly_id, std::string const& date
);

// Instants in (after, until].
struct Window {
    Instant after{};
    Instant until{};
};

// SCHEDULE and CHECKUP: those that came due within the window and were known by then. Nobody is
// told in advance of what was booked at a later time than that.
std::vector<Reminder> practiceReminders(
    Scene const& scene, std::span<Rule const> rules, Window const& window
);

// What the variables of a template stand for in this visit.
Values valuesOf(Scene const& scene, Visit const& visit);

// Those of a visit that nobody made, for a preview.
Values exampleValues(Moment const& moment);

// What a stored delivery says of its reminder.
struct Origin {
    std::int64_t rule_id = 0;
    Type type{};
    std::string date;  // of the visit or the check-up
    std::optional<std::int64_t> checkup_id;
};
// Empty for a body that no reminder wrote.
std::optional<Origin> originOf(std::string const& body);

}  // namespace antrean::reminder
