#include "app/CertificateWatch.hpp"

#include <sys/stat.h>
#include <utility>

namespace antrean::app {
namespace {

constexpr Watcher::Timing kTiming{.every = std::chrono::milliseconds(10'000)};

}  // namespace

CertificateWatch::CertificateWatch(
    std::string certificate_file, std::string key_file, std::function<void()> reload
)
    : files_{std::move(certificate_file), std::move(key_file)},
      reload_(std::move(reload)),
      watcher_(kTiming, [this](bool) {
          look();
          return true;
      }) {}

void CertificateWatch::start() {
    if (files_[0].empty())
        return;
    for (std::size_t index = 0; index < files_.size(); ++index)
        if (auto const mark = markOf(files_[index]))
            marks_[index] = *mark;
    watcher_.start();
}

std::optional<CertificateWatch::Mark> CertificateWatch::markOf(std::string const& file) {
    struct stat found {};
    if (::stat(file.c_str(), &found) != 0)
        return std::nullopt;
    return Mark{
        {static_cast<std::int64_t>(found.st_dev),
         static_cast<std::int64_t>(found.st_ino),
         found.st_size,
         found.st_mtim.tv_sec,
         found.st_mtim.tv_nsec}};
}

void CertificateWatch::look() {
    bool is_changed = false;
    for (std::size_t index = 0; index < files_.size(); ++index) {
        auto const mark = markOf(files_[index]);
        if (!mark || *mark == marks_[index])
            continue;
        marks_[index] = *mark;
        is_changed = true;
    }
    if (is_changed)
        reload_();
}

}  // namespace antrean::app
