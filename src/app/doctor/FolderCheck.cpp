#include "app/doctor/Checks.hpp"

#include <fmt/core.h>

#include <cstdint>
#include <filesystem>
#include <string_view>
#include <sys/vfs.h>
#include <system_error>
#include <unistd.h>

namespace antrean::app::doctor {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kLittleRoom = 5'000'000'000;
constexpr std::uintmax_t kNoRoom = 500'000'000;

std::string size(std::uintmax_t bytes) {
    if (bytes < 1'000'000'000)
        return fmt::format("{} MB", bytes / 1'000'000);
    return fmt::format("{:.1f} GB", static_cast<double>(bytes) / 1e9);
}

// File systems that matter here (statfs(2)).
enum class DiskKind { usual, memory, network };

DiskKind diskKindOf(std::string const& path) {
    constexpr std::uint32_t kMemory[] = {0x01021994, 0x858458f6};  // tmpfs, ramfs
    constexpr std::uint32_t kNetwork[] = {
        0x6969, 0xff534d42, 0xfe534d42, 0x517b, 0x65735546, 0x01021997};  // NFS, SMB, FUSE, 9p
    struct statfs found {};
    if (::statfs(path.c_str(), &found) != 0)
        return DiskKind::usual;
    auto const type = static_cast<std::uint32_t>(found.f_type);
    for (auto const memory : kMemory)
        if (type == memory)
            return DiskKind::memory;
    for (auto const network : kNetwork)
        if (type == network)
            return DiskKind::network;
    return DiskKind::usual;
}

void lookAtRights(Findings& findings, std::string const& path) {
    auto const mode = fs::status(path).permissions();
    if ((mode & (fs::perms::group_all | fs::perms::others_all)) != fs::perms::none)
        findings.warn(
            fmt::format(
                "other users of this machine have rights on {} (mode {:o})",
                path,
                static_cast<unsigned>(mode)
            ),
            "chmod 700 " + path
        );
    if (::access(path.c_str(), W_OK | X_OK) != 0)
        findings.fault(
            path + " is not writable for this user",
            "Run the doctor as the user of the service: sudo -u antrean antrean doctor ..."
        );
    else
        findings.well(path + " is there and writable");
}

void lookAtRoom(Findings& findings, std::string const& path) {
    auto const space = fs::space(path);
    auto const text = fmt::format("{} of {} are free", size(space.available), size(space.capacity));
    if (space.available < kNoRoom)
        findings.fault(text, "Make room now: a full disk refuses every registration");
    else if (space.available < kLittleRoom || space.available < space.capacity / 20)
        findings.warn(text, "Make room, for example with fewer backups on this disk");
    else
        findings.well(text);
}

void lookAtDisk(Findings& findings, std::string const& path, bool is_embedded) {
    switch (diskKindOf(path)) {
        case DiskKind::memory:
            findings.fault(
                path + " is in memory: everything is gone after a restart of the machine",
                "Choose a folder on a disk with --data-dir"
            );
            return;
        case DiskKind::network:
            if (is_embedded)
                findings.fault(
                    path + " is on a network: SQLite's locks and writes are not safe there",
                    "Choose a folder on a disk of this machine with --data-dir"
                );
            return;
        case DiskKind::usual:
            return;
    }
}

}  // namespace

std::vector<Finding> lookAtFolder(Subject const& subject) {
    Findings findings("data folder");
    auto const& settings = subject.settings();
    auto const& path = settings.data_dir;
    std::error_code error;
    if (!fs::is_directory(path, error)) {
        findings.fault(
            "there is no folder " + path,
            "Name the server's folder with --data-dir, or its file of settings with --config"
        );
        return findings.take();
    }
    lookAtRights(findings, path);
    lookAtDisk(findings, path, settings.database.url.empty());
    lookAtRoom(findings, path);
    return findings.take();
}

}  // namespace antrean::app::doctor
