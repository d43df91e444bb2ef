// Time: a clock that tests can replace, the clinic's zone, and the date and time texts of the
// contract.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace antrean {

using Instant = std::chrono::time_point<std::chrono::system_clock, std::chrono::microseconds>;

// Thread-safe.
class Clock {
public:
    virtual ~Clock() = default;
    virtual Instant now() const = 0;
};

class SystemClock final : public Clock {
public:
    Instant now() const override;
};

// The clock, read once per request, so that all its timestamps and "today" agree.
struct Moment {
    Instant instant{};
    std::string timestamp;  // UTC, as the database stores instants: "2025-12-29 06:15:48"
    std::string date;       // in the clinic's zone: "2025-12-29"
    std::string time;       // in the clinic's zone: "13:15:48"
};

// A time zone of the system's tzdata. Cheap to copy; immutable.
class Zone {
public:
    // Empty when the system has no zone of that name ("Asia/Jakarta").
    static std::optional<Zone> find(std::string_view name);

    std::string const& name() const { return *name_; }
    Moment moment(Instant instant) const;
    // The first and the last second of that day in this zone; a day has 23 to 25 hours. `date` must
    // be a calendar day, "2025-12-29".
    Instant firstSecond(std::string_view date) const;
    Instant lastSecond(std::string_view date) const;
    // The instant of that wall time ("08:00:00") on that day. If the clocks skip it, the instant of
    // the skip; if it occurs twice, the first one.
    Instant at(std::string_view date, std::string_view time) const;

private:
    Instant midnight(std::string_view date, int days_later) const;

    Zone(std::shared_ptr<std::string const> name, void const* zone);
    std::shared_ptr<std::string const> name_;
    void const* zone_;  // date::time_zone; the date library owns it and never frees it
};

// "2025-12-29 06:15:48" (UTC, as stored) -> "2025-12-29T06:15:48.000000Z" (contract, 4.1).
std::string jsonTimestamp(std::string_view stored);
// With the real microseconds: "2026-01-10T05:07:34.112425Z" (contract, 4.3-9).
std::string jsonInstant(Instant instant);
// UTC, as the database stores instants: "2025-12-29 06:15:48".
std::string storedTimestamp(Instant instant);

}  // namespace antrean
