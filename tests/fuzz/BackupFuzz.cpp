// An archive of a stranger. The first byte decides: the rest is the file itself, or the rest is a
// list of names and contents, and the file is made of them as a backup is.
#include "Clean.hpp"
#include "backup/Archive.hpp"
#include "backup/Manifest.hpp"
#include "backup/MemberName.hpp"
#include "backup/Unpack.hpp"
#include "base/Digest.hpp"
#include "base/NewFile.hpp"

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unistd.h>
#include <utility>
#include <vector>

namespace {

namespace backup = antrean::backup;
namespace fs = std::filesystem;
using antrean::fuzz::require;

struct Place {
    Place() : folder("/dev/shm/antrean-fuzz-" + std::to_string(::getpid())) {
        fs::create_directories(folder + "/out");
    }
    ~Place() { fs::remove_all(folder); }
    Place(Place const&) = delete;
    Place& operator=(Place const&) = delete;
    std::string file() const { return folder + "/archive"; }
    std::string out() const { return folder + "/out"; }

    std::string folder;
};

using Files = std::vector<std::pair<std::string, std::string>>;

// "name\ncontent\0name\ncontent..."
Files filesIn(std::string_view text) {
    Files files;
    while (!text.empty() && files.size() < 8) {
        auto const part = text.substr(0, text.find('\0'));
        auto const line = part.find('\n');
        files.emplace_back(
            part.substr(0, line), line == part.npos ? std::string_view() : part.substr(line + 1)
        );
        text.remove_prefix(std::min(part.size() + 1, text.size()));
    }
    return files;
}

void makeArchive(std::string const& path, Files const& files) {
    backup::Manifest manifest;
    manifest.format = backup::Manifest::kFormat;
    manifest.program = "0.1.0";
    manifest.engine = backup::Manifest::kSqlite;
    manifest.made_at = "2026-11-30 03:45:00";
    for (auto const& [name, content] : files)
        manifest.members.push_back(
            {name, static_cast<std::int64_t>(content.size()), antrean::digest::sha256Hex(content)}
        );
    auto const text = backup::textOf(manifest);
    antrean::NewFile file(path, path + ".part");
    backup::ArchiveWriter writer(file);
    writer.add(std::string(backup::kManifestMember), text);
    for (auto const& [name, content] : files)
        writer.add(name, content);
    writer.add(std::string(backup::kSealMember), antrean::digest::sha256Hex(text));
    writer.finish();
    file.publish();
}

// Nothing was written outside the folder: a member has its place below it.
void requireInside(Files const& files) {
    for (auto const& [name, content] : files) {
        auto const place = backup::placeOf(name);
        require(place.empty() || place.find("..") != 0);
        require(place.empty() || (place.front() != '/' && place.find("/../") == place.npos));
    }
}

void readIt(Place const& place) {
    try {
        auto const manifest = backup::unpack(place.file(), place.out(), {});
        for (auto const& member : manifest.members)
            require(fs::exists(place.out() + "/" + backup::placeOf(member.name)));
    } catch (std::runtime_error const& error) {
        require(std::string_view(error.what()).find('\n') == std::string_view::npos);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(char const* bytes, std::size_t size) {
    if (size == 0)
        return 0;
    static Place const place;
    std::string_view const rest(bytes + 1, size - 1);
    try {
        auto const manifest = backup::readManifest(rest);
        require(
            backup::readManifest(backup::textOf(manifest)).members.size() == manifest.members.size()
        );
    } catch (std::runtime_error const&) {
    }
    if (bytes[0] % 2 == 0) {
        std::ofstream(place.file(), std::ios::binary) << rest;
    } else {
        auto const files = filesIn(rest);
        requireInside(files);
        try {
            makeArchive(place.file(), files);
        } catch (std::runtime_error const&) {  // a name that no archive can have
            return 0;
        }
    }
    readIt(place);
    fs::remove_all(place.out());
    fs::create_directories(place.out());
    return 0;
}
