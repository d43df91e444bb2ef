#include "faq/FaqFiles.hpp"

#include "base/Log.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <dirent.h>
#include <fcntl.h>
#include <filesystem>
#include <memory>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <vector>

namespace antrean::faq {
namespace {

constexpr std::size_t kNameBytesMax = 200;
constexpr int kNamesTriedMax = 1'000;

// Neither a path nor a hidden file.
bool isFileName(std::string_view name) {
    return !name.empty() && name.size() <= kNameBytesMax && name.front() != '.' &&
           std::ranges::all_of(name, [](char letter) {
               return ('a' <= letter && letter <= 'z') || ('A' <= letter && letter <= 'Z') ||
                      ('0' <= letter && letter <= '9') || letter == '.' || letter == '_' ||
                      letter == '-';
           });
}

constexpr std::string_view kNewMark = ".new~";
constexpr std::string_view kOldMark = ".old~";

std::string markOfAdded(std::string const& name) {
    return std::string(kNewMark) + name;
}

// The NAME of a second name; empty if the text is not a second name.
std::string markedName(std::string_view entry) {
    if (!entry.starts_with(kNewMark) && !entry.starts_with(kOldMark))
        return {};
    auto const name = entry.substr(entry.rfind('~') + 1);
    return isFileName(name) ? std::string(name) : std::string();
}

// Seconds, then PHP's uniqid: the same seconds and the microseconds in hex.
std::string nameAt(Instant instant, std::string_view extension) {
    auto const us = instant.time_since_epoch().count();
    return fmt::format("{0}_{0:08x}{1:05x}.{2}", us / 1'000'000, us % 1'000'000, extension);
}

std::string reason() {
    return std::generic_category().message(errno);
}

bool writeAll(int descriptor, std::string_view content) {
    while (!content.empty()) {
        auto const count = ::write(descriptor, content.data(), content.size());
        if (count < 0 && errno != EINTR)
            return false;
        if (count > 0)
            content.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

void unlink(OpenFile const& folder, std::string const& name) {
    if (::unlinkat(folder.descriptor(), name.c_str(), 0) != 0 && errno != ENOENT)
        log::warning("the file {} cannot be removed: {}", name, reason());
}

OpenFile openLocked(std::string const& folder, int lock) {
    OpenFile opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (opened && ::flock(opened.descriptor(), lock) != 0)
        return {};
    return opened;
}

std::vector<std::string> namesIn(OpenFile const& folder) {
    std::vector<std::string> names;
    // The stream closes the descriptor.
    std::unique_ptr<DIR, int (*)(DIR*)> const stream(
        ::fdopendir(::dup(folder.descriptor())), ::closedir
    );
    while (auto const* entry = stream ? ::readdir(stream.get()) : nullptr)
        names.emplace_back(entry->d_name);
    return names;
}

}  // namespace

Result<OpenFile> FaqFiles::open(std::string_view name) const {
    auto const unknown = kUnknownFile.error();
    if (!isFileName(name))
        return unknown;
    auto const path = folder_ + '/' + std::string(name);
    OpenFile file(::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    if (!file && errno != ENOENT && errno != ENOTDIR && errno != ELOOP)
        return Error::unavailable("the file of an FAQ entry cannot be read: " + reason());
    if (!file || !file.status().is_regular)
        return unknown;
    return file;
}

void FaqFiles::settle(std::function<bool(std::string const& name)> const& is_named) const {
    auto const folder = openLocked(folder_, LOCK_EX | LOCK_NB);
    if (!folder)
        return;
    for (auto const& mark : namesIn(folder)) {
        auto const name = markedName(mark);
        if (name.empty())
            continue;
        if (!is_named(name)) {
            log::info("the file {} is removed: no FAQ entry has it", name);
            unlink(folder, name);
        }
        unlink(folder, mark);
    }
}

FaqFiles::Change::~Change() {
    if (retired_)
        unlink(folder_, markOfRetired());
    if (!added_)
        return;
    unlink(folder_, *added_);
    unlink(folder_, markOfAdded(*added_));
}

bool FaqFiles::Change::openFolder() {
    if (folder_)
        return true;
    namespace fs = std::filesystem;
    std::error_code error;
    if (fs::create_directories(files_.folder_, error))
        fs::permissions(files_.folder_, fs::perms::owner_all, error);
    folder_ = openLocked(files_.folder_, LOCK_SH);
    return static_cast<bool>(folder_);
}

Result<std::string> FaqFiles::Change::failed(std::string_view what) const {
    auto const why = reason();
    return Error::unavailable(fmt::format("cannot {} in {}: {}", what, files_.folder_, why));
}

Result<std::string> FaqFiles::Change::add(
    std::string_view content, std::string_view extension, Instant now
) {
    if (!openFolder())
        return failed("open or lock the files");
    auto const folder = folder_.descriptor();
    for (int tried = 0; tried < kNamesTriedMax; ++tried) {
        auto const name = nameAt(now + std::chrono::microseconds(tried), extension);
        auto const second = markOfAdded(name);
        // Written under its second name, so that no client reads half a file.
        OpenFile const file(::openat(
            folder, second.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR
        ));
        if (!file && errno == EEXIST)
            continue;
        if (!file)
            return failed("make a file");
        bool const is_written =
            writeAll(file.descriptor(), content) && ::fsync(file.descriptor()) == 0;
        if (is_written && ::linkat(folder, second.c_str(), folder, name.c_str(), 0) == 0) {
            added_ = name;
            if (::fsync(folder) == 0)
                return name;
            return failed("keep a file");
        }
        bool const is_taken = is_written && errno == EEXIST;
        auto const failure = failed("write a file");
        unlink(folder_, second);
        if (!is_taken)
            return failure;
    }
    return Error::unavailable("too many files are added at this moment");
}

// Another change may have added the file a moment ago, or tried to remove it. The second name
// contains the name of this change's new file, so each change removes only its own.
std::string FaqFiles::Change::markOfRetired() const {
    return std::string(kOldMark) + added_.value_or(*retired_) + '~' + *retired_;
}

void FaqFiles::Change::retire(std::string const& name) {
    if (!isFileName(name) || !openFolder())
        return;
    if (retired_)
        unlink(folder_, markOfRetired());
    retired_ = name;
    auto const folder = folder_.descriptor();
    auto const mark = markOfRetired();
    // A missing second name loses nothing: after a crash the file would stay for ever.
    if (::linkat(folder, name.c_str(), folder, mark.c_str(), 0) != 0 && errno != ENOENT)
        log::warning("the file {} cannot be marked: {}", name, reason());
}

void FaqFiles::Change::keep() {
    if (retired_) {
        unlink(folder_, *retired_);
        unlink(folder_, markOfRetired());
    }
    if (added_)
        unlink(folder_, markOfAdded(*added_));
    leave();
}

void FaqFiles::Change::leave() {
    folder_ = {};
    added_.reset();
    retired_.reset();
}

}  // namespace antrean::faq
