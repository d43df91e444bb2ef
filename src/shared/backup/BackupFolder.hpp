// The folder of --backup-dir. A backup in it is named after the instant at which it was begun, in
// UTC, and after why it was made: antrean-20261130T190000Z-planned.tar.zst.
#pragma once

#include "backup/KeepRule.hpp"
#include "base/Clock.hpp"
#include "base/OpenFile.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace antrean::backup {

enum class Kind : std::uint8_t {
    planned,  // at the time of --backup-at
    manual,   // asked for on a screen
    upgrade,  // before an upgrade of the schema
};
std::string_view nameOf(Kind kind);

struct StoredBackup {
    std::string name;
    Instant begun_at{};
    Kind kind{};
    std::int64_t bytes = 0;
};

class BackupFolder {
public:
    explicit BackupFolder(std::string path) : path_(std::move(path)) {}

    std::string const& path() const { return path_; }
    // Throws std::runtime_error, with one line, if the folder does not exist and cannot be created.
    void create() const;
    // A path for a new backup.
    std::string pathFor(Instant begun_at, Kind kind) const;
    // Newest first. Empty if the folder cannot be read.
    std::vector<StoredBackup> list() const;
    // Not open if the folder has no backup of that name.
    OpenFile open(std::string_view name) const;
    // Removes what the rule does not keep of the planned ones, and all but the newest ten manual
    // and three upgrade ones. `zone`: the clinic's, for days.
    void prune(KeepRule const& rule, Zone const& zone) const;

private:
    std::string path_;
};

// Empty for a name that no backup has.
std::optional<StoredBackup> readName(std::string_view name);

}  // namespace antrean::backup
