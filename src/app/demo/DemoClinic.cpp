#include "app/demo/DemoClinic.hpp"

#include "app/Sql.hpp"
#include "app/demo/DemoDay.hpp"
#include "app/demo/DemoVisits.hpp"
#include "clinic/Configs.hpp"
#include "clinic/Profile.hpp"
#include "db/Database.hpp"
#include "schedule/Planning.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <optional>
#include <ratio>
#include <string>
#include <utility>

namespace antrean::app {
namespace {

using db::Transaction;

constexpr int kHistoryDays = 60;
constexpr int kComingDays = 14;
// The parts of the filling: a history day each, then the reservations, then today.
constexpr int kParts = kHistoryDays + 2;
// A transaction has this many, so that a start needs few commits and PostgreSQL few locks.
constexpr int kPartsAtOnce = 6;
constexpr std::chrono::seconds kReportEvery{2};

constexpr DemoUser kUsers[] = {
    {17, "Ratna Wulandari", "ratna.wulandari", "ratna.wulandari@example.com", 3, 3},
    {18, "Hesti Nurhayati", "hesti.nurhayati", "hesti.nurhayati@example.com", 3, 3},
    {19, "Yuliana Safitri", "yuliana.safitri", "yuliana.safitri@example.com", 4, std::nullopt},
    {20, "Bagus Prasetyo", "bagus.prasetyo", "bagus.prasetyo@example.com", 5, std::nullopt},
};

// A poly and its two doctors, of whom one works in the morning and one in the evening.
struct DemoPoly {
    std::int64_t id;
    std::string_view room;
    std::string_view letter;
    std::array<std::int64_t, 2> doctor_ids;
    std::int64_t quota;
};
constexpr std::array<DemoPoly, kDemoPolies> kPolies{
    DemoPoly{1, "Ruang 1", "A", {7, 9}, 40},
    DemoPoly{2, "Ruang 2", "B", {8, 10}, 25},
    DemoPoly{3, "Ruang 3", "C", {17, 18}, 25},
};
// The first two polies are those of every new database.
constexpr std::string_view kThirdPoly = "Poli KIA";

constexpr std::pair<std::string_view, std::string_view> kProfile[] = {
    {clinic::kDemoConfig, "1"},
    {clinic::kProfileName.config, "Klinik Sehat Bersama"},
    {clinic::kProfileAddress.config, "Jl. Contoh No. 1, Bandung"},
    {clinic::kProfilePhone.config, "0840 0000 0001"},
    {clinic::kProfileRunningText.config,
     "Selamat datang di Klinik Sehat Bersama. Ini klinik contoh: semua pasien dan data di sini "
     "rekaan. Siapkan kartu BPJS Anda, dan silakan menunggu sampai nomor Anda dipanggil."},
};

// The moment of the first start, and how many parts are made: "1764460800/12".
struct Progress {
    std::int64_t began_at;  // seconds since 1970
    int parts;

    std::string text() const { return fmt::format("{}/{}", began_at, parts); }
    Instant began() const { return Instant(std::chrono::seconds(began_at)); }
};

Result<std::optional<Progress>> findProgress(Transaction& transaction) {
    auto const text = clinic::findConfig(transaction, kProgressConfig);
    if (!text)
        return std::optional<Progress>();
    Progress progress{};
    auto const* const end = text->data() + text->size();
    auto const [slash, error] = std::from_chars(text->data(), end, progress.began_at);
    bool const is_read = error == std::errc() && slash != end && *slash == '/' &&
                         std::from_chars(slash + 1, end, progress.parts).ec == std::errc();
    if (!is_read || progress.parts < 0)
        return Error::internal(fmt::format(
            "the config {} is damaged; delete it to keep the demo as it is", kProgressConfig
        ));
    return std::optional(progress);
}

// A doctor who has hours on that day already (of the documents' schedules) keeps them.
Result<void> planUnlessBusy(
    Transaction& transaction, schedule::CreateSchedule const& input, std::string const& now
) {
    auto const planned = schedule::plan(transaction, input, now);
    if (!planned && planned.error().message != schedule::kConflict.error().message)
        return planned.error();
    return {};
}

Result<void> planDoctors(Transaction& transaction, Day day, std::string const& now) {
    bool const is_even = day.time_since_epoch().count() % 2 == 0;
    for (auto const& poly : kPolies) {
        schedule::CreateSchedule input{
            poly.doctor_ids[is_even ? 0 : 1], dateOf(day), "07:30", "13:00", poly.quota};
        if (auto const planned = planUnlessBusy(transaction, input, now); !planned)
            return planned;
        input.doctor_id = poly.doctor_ids[is_even ? 1 : 0];
        input.start_time = "16:00";
        input.end_time = "20:00";
        if (auto const planned = planUnlessBusy(transaction, input, now); !planned)
            return planned;
    }
    return {};
}

std::int64_t secondOfDay(Zone const& zone, Moment const& moment) {
    return std::chrono::duration_cast<std::chrono::seconds>(
               moment.instant - zone.firstSecond(moment.date)
    )
        .count();
}

// The hours of the first day begin with the morning that the demo shows, whatever the time is. The
// doctors whom the documents name work on it.
Result<void> planDoctorsOfToday(
    Transaction& transaction, Zone const& zone, Moment const& moment, std::string const& now
) {
    using FiveMinutes = std::chrono::duration<std::int64_t, std::ratio<300>>;
    constexpr std::chrono::hours kLength{6};
    auto const start = std::chrono::floor<FiveMinutes>(
        zone.firstSecond(moment.date) +
        std::chrono::seconds(morningStart(secondOfDay(zone, moment)))
    );
    auto const end = zone.moment(start + kLength);
    bool const is_tomorrow = end.date != moment.date;
    for (auto const& poly : kPolies) {
        schedule::CreateSchedule const input{
            poly.doctor_ids[0],
            moment.date,
            zone.moment(start).time.substr(0, 5),
            is_tomorrow ? "23:59" : end.time.substr(0, 5),
            poly.quota};
        if (auto const planned = planUnlessBusy(transaction, input, now); !planned)
            return planned;
    }
    return {};
}

bool isOpen(Day day) {
    return std::chrono::weekday(day) != std::chrono::Sunday;
}

// How many reservations a coming day has: more for tomorrow than for a day in two weeks.
std::int64_t reservationsOf(int days_ahead) {
    return std::max(2, 14 - days_ahead);
}

// Some of the patients whom the doctors saw two weeks before come again.
void insertCheckups(Transaction& transaction, Zone const& zone, Day day) {
    auto const seen = dateOf(day - std::chrono::weeks(2));
    transaction.run(
        sql::kInsertCheckupSchedules,
        {{"date", dateOf(day)},
         {"seen", seen},
         {"description", "Kontrol ulang, dua minggu setelah kunjungan terakhir"},
         {"now", zone.moment(zone.at(seen, "12:00:00")).timestamp}}
    );
}

Result<void> makeComing(Transaction& transaction, Zone const& zone, Day today) {
    DemoVisits visits(transaction, zone);
    for (int ahead = 1; ahead < kComingDays; ++ahead) {
        auto const day = today + std::chrono::days(ahead);
        if (!isOpen(day))
            continue;
        insertCheckups(transaction, zone, day);
        auto const made =
            visits.make(planReservations(day, reservationsOf(ahead)), dateOf(day), dateOf(today));
        if (!made)
            return made;
    }
    return {};
}

Result<void> makePart(Transaction& transaction, Zone const& zone, Progress const& progress) {
    auto const began = zone.moment(progress.began());
    auto const today = dayOf(began.date);
    if (progress.parts == kHistoryDays)
        return makeComing(transaction, zone, today);
    DemoVisits visits(transaction, zone);
    if (progress.parts < kHistoryDays) {
        auto const day = today - std::chrono::days(kHistoryDays - progress.parts);
        return isOpen(day) ? visits.make(planDay(day), dateOf(day), dateOf(day)) : Result<void>();
    }
    return visits.make(planMorningUntil(secondOfDay(zone, began), today), began.date, began.date);
}

// Returns how many parts are made; empty when nothing is left.
Result<std::optional<int>> makeParts(Transaction& transaction, Zone const& flag_zone) {
    transaction.lock("demo-clinic");
    auto const found = findProgress(transaction);
    if (!found)
        return found.error();
    if (!*found)
        return std::optional<int>();
    auto progress = **found;
    auto const name = clinic::findConfig(transaction, clinic::kTimezoneConfig);
    auto const zone = (name ? Zone::find(*name) : std::nullopt).value_or(flag_zone);
    auto const until = std::min(progress.parts + kPartsAtOnce, kParts);
    for (; progress.parts < until; ++progress.parts)
        if (auto const made = makePart(transaction, zone, progress); !made)
            return made.error();
    if (progress.parts >= kParts)
        transaction.run(sql::kDeleteConfig, {{"name", kProgressConfig}});
    else
        transaction.run(
            sql::kUpdateConfig,
            {{"name", kProgressConfig},
             {"value", progress.text()},
             {"now", zone.moment(progress.began()).timestamp}}
        );
    transaction.notice(clinic::kConfigsTopic);
    return std::optional(progress.parts);
}

}  // namespace

std::span<DemoUser const> demoClinicUsers() {
    return kUsers;
}

void insertDemoPolies(Transaction& transaction, std::string const& now) {
    transaction.run(sql::kInsertPoly, {{"id", kDemoPolies}, {"name", kThirdPoly}, {"now", now}});
    for (auto const& poly : kPolies)
        transaction.run(
            sql::kUpdatePlaceOfPoly, {{"id", poly.id}, {"room", poly.room}, {"letter", poly.letter}}
        );
    for (auto const& [name, value] : kProfile)
        transaction.run(sql::kInsertConfig, {{"name", name}, {"value", value}, {"now", now}});
}

Result<void> beginDemoClinic(Transaction& transaction, Zone const& zone, Moment const& moment) {
    auto const began = std::chrono::floor<std::chrono::seconds>(moment.instant);
    auto const today = dayOf(zone.moment(moment.instant).date);
    // The schedules are older than the history that needs them.
    auto const planned_at = storedTimestamp(began - std::chrono::days(kHistoryDays + 7));
    for (int offset = -kHistoryDays; offset <= kComingDays; ++offset) {
        auto const day = today + std::chrono::days(offset);
        if (offset == 0 || !isOpen(day))
            continue;
        if (auto const planned = planDoctors(transaction, day, planned_at); !planned)
            return planned;
    }
    auto const planned = planDoctorsOfToday(transaction, zone, zone.moment(began), planned_at);
    if (!planned)
        return planned;
    Progress const progress{began.time_since_epoch().count(), 0};
    transaction.run(
        sql::kInsertConfig,
        {{"name", kProgressConfig}, {"value", progress.text()}, {"now", moment.timestamp}}
    );
    return {};
}

Result<void> fillDemoClinic(
    db::Database& database,
    Zone const& flag_zone,
    std::function<void(std::string const& line)> const& report
) {
    auto reported = std::chrono::steady_clock::now();
    while (true) {
        auto const made = database.write<std::optional<int>>([&](Transaction& transaction) {
            return makeParts(transaction, flag_zone);
        });
        if (!made)
            return made.error();
        if (!*made)
            return {};
        auto const now = std::chrono::steady_clock::now();
        if (now - reported >= kReportEvery) {
            report(fmt::format("Filling the demo clinic: {} of {} days", **made, kParts));
            reported = now;
        }
    }
}

}  // namespace antrean::app
