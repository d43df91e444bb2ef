#include "base/NewFile.hpp"

#include "base/Background.hpp"

#include <fmt/core.h>

#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <stdexcept>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace antrean {
namespace {

// A large file goes to disk in steps of this size: at once, it would delay every other file's sync.
constexpr std::int64_t kStepBytes = 256LL << 10U;

[[noreturn]] void failWith(std::string const& path, int reason) {
    throw std::runtime_error(
        reason == ENOSPC || reason == EDQUOT
            ? fmt::format("the disk is full: {} cannot be written", path)
            : fmt::format("{} cannot be written: {}", path, std::generic_category().message(reason))
    );
}

}  // namespace

NewFile::NewFile(std::string path, std::string temporary_path)
    : path_(std::move(path)),
      temporary_path_(std::move(temporary_path)),
      file_(::open(
          temporary_path_.c_str(),
          O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC,
          S_IRUSR | S_IWUSR
      )) {
    if (!file_)
        fail();
}

NewFile::~NewFile() {
    if (file_ && !is_published_)
        ::unlink(temporary_path_.c_str());
}

void NewFile::write(std::string_view piece) {
    while (!piece.empty()) {
        auto const count = ::write(file_.descriptor(), piece.data(), piece.size());
        if (count < 0 && errno != EINTR)
            fail();
        if (count > 0) {
            piece.remove_prefix(static_cast<std::size_t>(count));
            written_bytes_ += count;
        }
    }
    if (written_bytes_ - written_out_bytes_ < kStepBytes)
        return;
    writeOut(file_.descriptor());
    written_out_bytes_ = written_bytes_;
}

void NewFile::publish() {
    if (::fsync(file_.descriptor()) != 0 || ::rename(temporary_path_.c_str(), path_.c_str()) != 0)
        fail();
    is_published_ = true;
    syncFolder(folderOf(path_));
}

void NewFile::fail() const {
    failWith(path_, errno);
}

void syncFolder(std::string const& folder) {
    OpenFile const opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    // Some file systems of other systems do not sync folders, and say so.
    if (!opened || (::fsync(opened.descriptor()) != 0 && errno != EINVAL))
        failWith(folder, errno);
}

std::string folderOf(std::string const& path) {
    auto const folder = std::filesystem::path(path).parent_path().string();
    return folder.empty() ? "." : folder;
}

}  // namespace antrean
