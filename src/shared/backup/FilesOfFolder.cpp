#include "backup/FilesOfFolder.hpp"

#include "backup/MemberName.hpp"
#include "base/Log.hpp"
#include "base/LogText.hpp"

#include <fmt/core.h>

#include <filesystem>
#include <stdexcept>
#include <system_error>

namespace antrean::backup {
namespace {

namespace fs = std::filesystem;

constexpr int kDepthMax = 16;

class Walk {
public:
    explicit Walk(std::string const& root) : root_(root) {}

    void below(std::string const& path, int depth) {
        std::error_code problem;
        fs::directory_iterator entry(root_ + "/" + path, problem);
        for (; !problem && entry != fs::directory_iterator(); entry.increment(problem))
            take(*entry, path + entry->path().filename().string(), depth);
        // A folder that was removed meanwhile has nothing to keep.
        if (problem && problem != std::errc::no_such_file_or_directory)
            throw std::runtime_error(
                fmt::format("the folder {}/{} cannot be read: {}", root_, path, problem.message())
            );
    }

    std::set<std::string> files;

private:
    void take(fs::directory_entry const& entry, std::string const& path, int depth) {
        bool const is_top = depth == 0;
        auto const name = entry.path().filename().string();
        // What we never keep, without a word: the database, secrets, hidden files.
        if (name.starts_with('.') || (is_top && !isFilesName(name)))
            return;
        std::error_code gone;
        auto const type = is_top ? entry.status(gone).type() : entry.symlink_status(gone).type();
        bool const is_kept = isFilesPath(path);
        if (is_kept && type == fs::file_type::regular)
            files.insert(path);
        else if (is_kept && type == fs::file_type::directory && depth < kDepthMax)
            below(path + "/", depth + 1);
        else if (type != fs::file_type::not_found)
            log::warning("not in the backup, for its name or kind: {}", log::harmless(path));
    }

    std::string const& root_;
};

}  // namespace

std::set<std::string> filesOfFolder(std::string const& data_dir) {
    Walk walk(data_dir);
    walk.below("", 0);
    return std::move(walk.files);
}

}  // namespace antrean::backup
