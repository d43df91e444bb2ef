#include "backup/Unpack.hpp"

#include "backup/Archive.hpp"
#include "backup/MemberName.hpp"
#include "base/Digest.hpp"
#include "base/NewFile.hpp"
#include "base/Sha256Stream.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>
#include <stdexcept>
#include <vector>

namespace antrean::backup {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPieceBytes = 256U << 10U;
// Real clinics compress to a tenth. An archive that promises more than this is made to fill disks.
constexpr std::int64_t kRatioMax = 1'000;
constexpr std::int64_t kFreeForAny = 64LL << 20U;
// The disk keeps this much for the server.
constexpr std::int64_t kLeftFree = 64LL << 20U;

class Unpacking {
public:
    Unpacking(std::string const& file, Observer const& observer)
        : file_(file), observer_(observer), reader_(file), space_(kPieceBytes) {}

    Manifest const& readManifest() {
        text_ = small(kManifestMember, kManifestBytesMax);
        try {
            manifest_ = backup::readManifest(text_);
        } catch (std::runtime_error const& error) {
            throw std::runtime_error(fmt::format("{}: {}", file_, error.what()));
        }
        all_ = manifest_.bytes();
        if (all_ > kFreeForAny && all_ / kRatioMax > reader_.fileBytes())
            damaged("it promises more than any backup has");
        return manifest_;
    }

    void requireRoom(std::string const& folder) const {
        auto const free = static_cast<std::int64_t>(fs::space(folder).available);
        if (all_ > free - kLeftFree)
            throw std::runtime_error(fmt::format(
                "the disk of {} has not enough room: {} MiB are needed, {} MiB are free",
                folder,
                (all_ + kLeftFree) >> 20U,
                free >> 20U
            ));
    }

    // Without a folder, the members are compared only.
    void readMembers(std::optional<std::string> const& folder) {
        for (auto const& member : manifest_.members) {
            auto const entry = reader_.next();
            if (!entry || entry->name != member.name || entry->bytes != member.bytes)
                damaged("its files are not those of its manifest");
            std::optional<NewFile> target;
            if (folder)
                target.emplace(placeIn(*folder, member.name), *folder + "/.part");
            if (copy(member, target) != member.sha256)
                damaged("the checksum of " + member.name + " is wrong");
            if (target)
                target->publish();
        }
        if (small(kSealMember, kHashDigits) != digest::sha256Hex(text_))
            damaged("the checksum of its manifest is wrong");
        if (reader_.next())
            damaged("something follows its end");
    }

    Manifest take() { return std::move(manifest_); }

private:
    static constexpr std::int64_t kHashDigits = 64;

    [[noreturn]] void damaged(std::string const& why) const {
        throw std::runtime_error(
            fmt::format("{} is not a backup of antrean, or it is damaged: {}", file_, why)
        );
    }

    std::string small(std::string_view name, std::int64_t bytes_max) {
        auto const entry = reader_.next();
        if (!entry || entry->name != name || entry->bytes > bytes_max)
            damaged(fmt::format("{} is missing", name));
        std::string text;
        while (auto const count = reader_.read(space_)) {
            text.append(space_.data(), count);
            if (static_cast<std::int64_t>(text.size()) > bytes_max)
                damaged(fmt::format("{} is too long", name));
        }
        return text;
    }

    std::string copy(Member const& member, std::optional<NewFile>& target) {
        Sha256Stream hash;
        std::int64_t done = 0;
        while (auto const count = reader_.read(space_)) {
            std::string_view const piece(space_.data(), count);
            done += static_cast<std::int64_t>(count);
            if (done > member.bytes)
                damaged(member.name + " is too long");
            hash.add(piece);
            if (target)
                target->write(piece);
            observer_.at("checking", done_ + done, all_);
        }
        if (done != member.bytes)
            damaged(member.name + " is too short");
        done_ += done;
        return hash.hex();
    }

    static std::string placeIn(std::string const& folder, std::string const& member) {
        auto path = folder + "/" + placeOf(member);
        fs::create_directories(folderOf(path));
        return path;
    }

    std::string const& file_;
    Observer const& observer_;
    ArchiveReader reader_;
    std::vector<char> space_;
    std::string text_;  // of the manifest
    Manifest manifest_;
    std::int64_t all_ = 0;
    std::int64_t done_ = 0;
};

}  // namespace

Manifest verifyArchive(std::string const& file, Observer const& observer) {
    Unpacking unpacking(file, observer);
    unpacking.readManifest();
    unpacking.readMembers(std::nullopt);
    return unpacking.take();
}

Manifest unpack(std::string const& file, std::string const& folder, Observer const& observer) {
    Unpacking unpacking(file, observer);
    unpacking.readManifest();
    unpacking.requireRoom(folder);
    unpacking.readMembers(folder);
    return unpacking.take();
}

Manifest peek(std::string const& file) {
    Observer const observer;
    Unpacking unpacking(file, observer);
    unpacking.readManifest();
    return unpacking.take();
}

}  // namespace antrean::backup
