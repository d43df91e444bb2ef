#include "backup/MakeBackup.hpp"

#include "backup/Archive.hpp"
#include "backup/FilesOfFolder.hpp"
#include "backup/MemberName.hpp"
#include "backup/TemporaryFolder.hpp"
#include "base/Background.hpp"
#include "base/Digest.hpp"
#include "base/Log.hpp"
#include "base/NewFile.hpp"
#include "base/OpenFile.hpp"
#include "base/Sha256Stream.hpp"

#include <fmt/core.h>

#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <optional>
#include <set>
#include <span>
#include <stdexcept>
#include <utility>
#include <vector>

namespace antrean::backup {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPieceBytes = 256U << 10U;
constexpr int kAttemptsMax = 3;
constexpr std::string_view kTemporary = "antrean-backup";

// A file was removed or changed while it was copied; the next attempt sees what is there then.
struct Moved : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// A file that becomes a member.
struct Part {
    Member member;
    std::string path;
};

OpenFile openPart(std::string const& path) {
    OpenFile file(::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    if (!file && errno == ENOENT)
        throw Moved("a file was removed during the backup: " + path);
    if (!file || !file.status().is_regular)
        throw std::runtime_error(fmt::format(
            "{} cannot be read: {}", path, std::generic_category().message(file ? EINVAL : errno)
        ));
    return file;
}

// Calls `each` with the content in pieces, and returns its hash.
template <class Each>
std::string readWhole(OpenFile const& file, std::int64_t bytes, Each const& each) {
    Sha256Stream hash;
    std::vector<char> space(kPieceBytes);
    Pace pace;
    for (std::int64_t done = 0; done < bytes; pace.rest()) {
        auto const count = file.read(done, space);
        if (count == 0)
            throw Moved("a file became shorter during the backup");
        std::string_view const piece(
            space.data(), std::min<std::size_t>(count, static_cast<std::size_t>(bytes - done))
        );
        hash.add(piece);
        done += static_cast<std::int64_t>(piece.size());
        each(piece, done);
    }
    return hash.hex();
}

Part partOf(std::string name, std::string path, Observer const& observer) {
    auto const file = openPart(path);
    auto const bytes = file.status().size_bytes;
    auto hash = readWhole(file, bytes, [&](auto, std::int64_t done) {
        observer.at("reading", done, bytes);
    });
    return {{std::move(name), bytes, std::move(hash)}, std::move(path)};
}

std::vector<Part> secretsOf(Source const& source, Observer const& observer) {
    std::vector<Part> parts;
    for (auto const name : kSecretFiles) {
        auto const path = fmt::format("{}/{}", source.data_dir, name);
        if (source.with_secrets && fs::exists(path))
            parts.push_back(partOf(fmt::format("{}{}", kSecretsFolder, name), path, observer));
    }
    return parts;
}

void write(
    NewFile& file,
    Manifest const& manifest,
    std::vector<Part> const& parts,
    Observer const& observer
) {
    ArchiveWriter writer(file);
    auto const text = textOf(manifest);
    writer.add(std::string(kManifestMember), text);
    auto const all = manifest.bytes();
    std::int64_t before = 0;
    for (auto const& [member, path] : parts) {
        writer.begin(member.name, member.bytes);
        auto const hash =
            readWhole(openPart(path), member.bytes, [&](std::string_view piece, std::int64_t done) {
                writer.write(piece);
                observer.at("writing", before + done, all);
            });
        if (hash != member.sha256)
            throw Moved("a file changed during the backup: " + path);
        before += member.bytes;
    }
    writer.add(std::string(kSealMember), digest::sha256Hex(text));
    writer.finish();
}

Manifest attempt(Source const& source, std::string const& path, Observer const& observer) {
    TemporaryFolder const folder(folderOf(path), kTemporary);
    NewFile file(path, folder.path() + "/archive");
    auto const database = folder.path() + "/database";
    // What the database names exists at its instant, so either list has it.
    auto names = filesOfFolder(source.data_dir);
    auto manifest = source.copy_database(database, [&names, &source] {
        names.merge(filesOfFolder(source.data_dir));
    });
    manifest.format = Manifest::kFormat;
    manifest.has_secrets = source.with_secrets;
    auto const member = manifest.isSqlite() ? kSqliteMember : kPostgresMember;
    std::vector<Part> parts{partOf(std::string(member), database, observer)};
    for (auto& secret : secretsOf(source, observer))
        parts.push_back(std::move(secret));
    for (auto const& name : names)
        parts.push_back(partOf(
            std::string(kFilesFolder) + name, fmt::format("{}/{}", source.data_dir, name), observer
        ));
    for (auto const& part : parts)
        manifest.members.push_back(part.member);
    write(file, manifest, parts, observer);
    file.publish();
    return manifest;
}

// A slip of the fingers must not replace a database.
void requireReplaceable(std::string const& path) {
    if (fs::is_directory(path))
        throw std::runtime_error(
            fmt::format("{0} is a folder: name a file, as {0}/antrean.tar.zst", path)
        );
    if (fs::exists(path) && !looksLikeArchive(path))
        throw std::runtime_error(
            fmt::format("{} exists and is not a backup, so it is not replaced", path)
        );
    if (!fs::is_directory(folderOf(path)))
        throw std::runtime_error(fmt::format("the folder {} does not exist", folderOf(path)));
}

}  // namespace

Manifest makeBackup(Source const& source, std::string const& file, Observer const& observer) {
    requireReplaceable(file);
    removeLeftTemporaries(folderOf(file), kTemporary);
    for (int tried = 1;; ++tried) {
        try {
            return attempt(source, file, observer);
        } catch (Moved const& moved) {
            if (tried == kAttemptsMax)
                throw;
            log::info("the backup begins again: {}", moved.what());
        }
    }
}

}  // namespace antrean::backup
