// The names in an archive, and the names in a data folder that belong into one.
//
//   manifest.json            first
//   database/antrean.db      or database/antrean.pgdump
//   secrets/NAME             files of the data folder that only this installation has
//   files/PATH               all other files of the data folder
//   manifest.sha256          last
#pragma once

#include <string>
#include <string_view>

namespace antrean::backup {

inline constexpr std::string_view kManifestMember = "manifest.json";
inline constexpr std::string_view kSealMember = "manifest.sha256";
inline constexpr std::string_view kSqliteMember = "database/antrean.db";
inline constexpr std::string_view kPostgresMember = "database/antrean.pgdump";
inline constexpr std::string_view kSecretsFolder = "secrets/";
inline constexpr std::string_view kFilesFolder = "files/";

// In the data folder.
inline constexpr std::string_view kDatabaseFile = "antrean.db";
inline constexpr std::string_view kSecretFiles[] = {"secret-key", "realtime-secret"};
inline constexpr std::string_view kBackupsFolder = "backups";
// What a restore has replaced is kept in a folder whose name begins like this.
inline constexpr std::string_view kReplacedMark = "before-restore-";

// Whether this name at the top of a data folder is that of files which a backup has in files/: not
// the database, a secret, another backup, or a hidden file.
bool isFilesName(std::string_view top);
// Whether the path below the data folder may be that of such a file: relative, without hidden parts
// and "..", of UTF-8 without control characters.
bool isFilesPath(std::string_view path);
bool isSecretFile(std::string_view name);

// Where a member of an archive is placed: "files/faq/x.pdf" -> "faq/x.pdf". Empty if no member may
// have that name.
std::string placeOf(std::string_view member);

}  // namespace antrean::backup
