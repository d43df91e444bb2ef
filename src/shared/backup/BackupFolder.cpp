#include "backup/BackupFolder.hpp"

#include "base/Log.hpp"
#include "base/NewFile.hpp"
#include "base/Text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <fcntl.h>
#include <filesystem>
#include <stdexcept>
#include <system_error>
#include <unistd.h>

namespace antrean::backup {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kBeginning = "antrean-";
constexpr std::string_view kEnding = ".tar.zst";
constexpr std::size_t kInstantLetters = 16;  // 20261130T190000Z
constexpr std::array<Kind, 3> kKinds{Kind::planned, Kind::manual, Kind::upgrade};
constexpr std::size_t kManualMax = 10;
constexpr std::size_t kUpgradeMax = 3;

// "2026-11-30 19:00:00" -> "20261130T190000Z"
std::string instantText(Instant instant) {
    auto text = storedTimestamp(instant);
    std::erase_if(text, [](char letter) { return letter == '-' || letter == ':'; });
    return text::replaceAll(text, " ", "T") + "Z";
}

std::optional<Instant> readInstant(std::string_view text) {
    if (text.size() != kInstantLetters || text[8] != 'T' || text.back() != 'Z')
        return std::nullopt;
    auto const number = [text](std::size_t at, std::size_t size) {
        return static_cast<int>(text::toInt(text.substr(at, size)).value_or(-1));
    };
    std::chrono::year_month_day const day =
        std::chrono::year(number(0, 4)) / number(4, 2) / number(6, 2);
    if (!day.ok())
        return std::nullopt;
    auto const instant = std::chrono::sys_days(day) + std::chrono::hours(number(9, 2)) +
                         std::chrono::minutes(number(11, 2)) + std::chrono::seconds(number(13, 2));
    return instantText(instant) == text ? std::optional<Instant>(instant) : std::nullopt;
}

void remove(std::string const& path) {
    if (::unlink(path.c_str()) == 0)
        log::info("the old backup {} is removed", path);
    else
        log::warning(
            "the old backup {} cannot be removed: {}", path, std::generic_category().message(errno)
        );
}

}  // namespace

std::string_view nameOf(Kind kind) {
    constexpr std::array<std::string_view, 3> kNames{"planned", "manual", "upgrade"};
    return kNames[static_cast<std::size_t>(kind)];
}

std::optional<StoredBackup> readName(std::string_view name) {
    std::string const whole(name);
    if (!name.starts_with(kBeginning) || !name.ends_with(kEnding))
        return std::nullopt;
    name.remove_prefix(kBeginning.size());
    name.remove_suffix(kEnding.size());
    auto const instant = readInstant(name.substr(0, kInstantLetters));
    for (auto const kind : kKinds)
        if (instant && name.substr(kInstantLetters) == fmt::format("-{}", nameOf(kind)))
            return StoredBackup{whole, *instant, kind, 0};
    return std::nullopt;
}

void BackupFolder::create() const {
    std::error_code problem;
    if (fs::is_directory(path_, problem))
        return;
    fs::create_directories(path_, problem);
    if (problem)
        throw std::runtime_error(
            fmt::format("cannot create the folder {}: {}", path_, problem.message())
        );
    fs::permissions(path_, fs::perms::owner_all, problem);
}

std::string BackupFolder::pathFor(Instant begun_at, Kind kind) const {
    return fmt::format(
        "{}/{}{}-{}{}", path_, kBeginning, instantText(begun_at), nameOf(kind), kEnding
    );
}

std::vector<StoredBackup> BackupFolder::list() const {
    std::vector<StoredBackup> found;
    std::error_code problem;
    fs::directory_iterator entry(path_, problem);
    for (; !problem && entry != fs::directory_iterator(); entry.increment(problem)) {
        auto backup = readName(entry->path().filename().string());
        std::error_code gone;
        if (!backup || !entry->is_regular_file(gone))
            continue;
        backup->bytes = static_cast<std::int64_t>(entry->file_size(gone));
        if (!gone)
            found.push_back(*std::move(backup));
    }
    std::ranges::sort(found, std::greater<>(), &StoredBackup::begun_at);
    return found;
}

OpenFile BackupFolder::open(std::string_view name) const {
    if (!readName(name))
        return {};
    auto const path = fmt::format("{}/{}", path_, name);
    OpenFile file(::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    return file && file.status().is_regular ? std::move(file) : OpenFile();
}

void BackupFolder::prune(KeepRule const& rule, Zone const& zone) const {
    auto const backups = list();
    for (auto const kind : kKinds) {
        std::vector<std::string> names;
        std::vector<std::string> dates;
        for (auto const& backup : backups)
            if (backup.kind == kind) {
                names.push_back(backup.name);
                dates.push_back(zone.moment(backup.begun_at).date);
            }
        auto const kept = keptOf(dates, rule);
        auto const most = kind == Kind::manual ? kManualMax : kUpgradeMax;
        for (std::size_t index = 0; index < names.size(); ++index)
            if (kind == Kind::planned ? !kept[index] : index >= most)
                remove(path_ + "/" + names[index]);
    }
}

}  // namespace antrean::backup
