// The example rows of the API document. Users have the ids that its schedules refer to (contract,
// G-8).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace antrean::app {

struct DemoUser {
    std::int64_t id;
    std::string_view name;
    std::string_view username;
    std::string_view email;
    std::int64_t role_id;
    std::optional<std::int64_t> poly_id;
};

struct DemoSchedule {
    std::int64_t doctor_id;
    std::string_view date;
    std::optional<std::int64_t> quota;
};

// A message and when it is sent.
struct DemoReminder {
    std::string_view template_name;
    std::string_view message;
    std::int64_t offset;
    std::int64_t patient_count;
    std::string_view type;
};

inline constexpr DemoReminder kDemoReminder{
    "Reminder H-1",
    "Dear {{patient_name}}, your appointment is tomorrow.",
    30,
    5,
    "QUEUE",
};
inline constexpr std::string_view kDemoPassword = "admin123";
inline constexpr std::string_view kDemoStart = "09:00:00";
inline constexpr std::string_view kDemoEnd = "15:00:00";

std::span<DemoUser const> demoUsers();
std::span<DemoSchedule const> demoSchedules();

}  // namespace antrean::app
