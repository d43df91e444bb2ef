#pragma once

#include <boost/describe.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace antrean::backup {

// A file in the archive.
struct Member {
    std::string name;
    std::int64_t bytes = 0;
    std::string sha256;  // 64 lower-case hex digits
};

// What an archive contains; its first member, as JSON.
struct Manifest {
    std::int64_t format = 0;  // kFormat
    std::string program;      // the version that made it
    std::string engine;       // "sqlite" or "postgresql"
    std::int64_t schema_version = 0;
    std::string clinic;   // its name
    std::string made_at;  // UTC: "2026-11-30 03:45:00"
    bool has_secrets = true;
    std::map<std::string, std::int64_t> rows;  // per table
    std::vector<Member> members;               // in the order of the archive

    std::int64_t bytes() const;
    bool isSqlite() const { return engine == kSqlite; }

    static constexpr std::int64_t kFormat = 1;
    static constexpr std::string_view kSqlite = "sqlite";
    static constexpr std::string_view kPostgresql = "postgresql";
};

// At most this much is read.
inline constexpr std::int64_t kManifestBytesMax = 32LL << 20U;

std::string textOf(Manifest const& manifest);
// Throws std::runtime_error, with a text of one line, if it is not a manifest of our format, or if
// a member has a name that no backup has (backup/MemberName.hpp).
Manifest readManifest(std::string_view text);

}  // namespace antrean::backup
