#include "app/RestorePlace.hpp"

#include "backup/MemberName.hpp"
#include "base/NewFile.hpp"
#include "base/OpenFile.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace antrean::app {
namespace {

namespace fs = std::filesystem;

constexpr char const* kNew = "/.restore-new";
constexpr char const* kReady = "/.restore-ready";
constexpr char const* kPlacing = "/.restore-placing";

void rename(std::string const& from, std::string const& to) {
    if (::rename(from.c_str(), to.c_str()) != 0)
        throw std::runtime_error(
            fmt::format("{} cannot become {}: {}", from, to, std::generic_category().message(errno))
        );
}

bool isReplaced(std::string const& name) {
    return backup::isFilesName(name) || name.starts_with(backup::kDatabaseFile) ||
           backup::isSecretFile(name);
}

std::string lineOf(std::string const& path) {
    std::ifstream file(path);
    std::string line;
    std::getline(file, line);
    return line;
}

void writeLine(std::string const& path, std::string const& line) {
    NewFile file(path, path + "~");
    file.write(line + "\n");
    file.publish();
}

// Everything below the folder is on disk when this returns.
void syncAll(std::string const& folder) {
    OpenFile const opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!opened || ::syncfs(opened.descriptor()) != 0)
        throw std::runtime_error(
            fmt::format("{} cannot be written: {}", folder, std::generic_category().message(errno))
        );
}

void moveOldAway(std::string const& data_dir, std::string const& replaced) {
    auto const names = dataNames(data_dir);
    if (names.empty())
        return;
    fs::create_directory(replaced);
    for (auto const& name : names)
        rename(data_dir + "/" + name, replaced + "/" + name);
    syncFolder(replaced);
    syncFolder(data_dir);
}

void moveNewIn(std::string const& data_dir) {
    auto const data = data_dir + kPlacing + "/data";
    std::error_code none;
    for (auto const& entry : fs::directory_iterator(data, none))
        rename(entry.path().string(), data_dir + "/" + entry.path().filename().string());
    syncFolder(data_dir);
    fs::remove_all(data_dir + kPlacing);
}

// From .restore-ready or .restore-placing on. Returns the folder of the old data.
std::string finish(std::string const& data_dir) {
    auto const ready = data_dir + kReady;
    auto const placing = data_dir + kPlacing;
    auto const is_ready = fs::exists(ready);
    auto const name = lineOf((is_ready ? ready : placing) + "/replaces");
    auto const replaced = data_dir + "/" + name;
    if (is_ready) {
        moveOldAway(data_dir, replaced);
        rename(ready, placing);
        syncFolder(data_dir);
    }
    moveNewIn(data_dir);
    return !name.empty() && fs::exists(replaced) ? replaced : std::string();
}

}  // namespace

std::vector<std::string> dataNames(std::string const& data_dir) {
    std::vector<std::string> names;
    for (auto const& entry : fs::directory_iterator(data_dir))
        if (auto name = entry.path().filename().string(); isReplaced(name))
            names.push_back(std::move(name));
    std::ranges::sort(names);
    return names;
}

void requireMovable(std::string const& data_dir) {
    struct stat folder {};
    ::lstat(data_dir.c_str(), &folder);
    for (auto const& name : dataNames(data_dir)) {
        struct stat entry {};
        auto const path = data_dir + "/" + name;
        if (::lstat(path.c_str(), &entry) == 0 && entry.st_dev != folder.st_dev)
            throw std::runtime_error(fmt::format(
                "{} is a disk of its own, which cannot be put aside: unmount it first", path
            ));
    }
}

Restoring::Restoring(std::string const& data_dir)
    : data_dir_(data_dir), data_(data_dir + kNew + "/data") {
    fs::create_directories(data_);
}

Restoring::~Restoring() {
    std::error_code ignored;
    if (!is_decided_)
        fs::remove_all(data_dir_ + kNew, ignored);
}

void Restoring::noteDatabases(std::string const& spare, std::string const& replaced) {
    writeLine(data_dir_ + kNew + "/replaced", replaced);
    writeLine(data_dir_ + kNew + "/spare", spare);
}

std::string Restoring::place(std::string const& time, std::function<void()> const& before) {
    auto name = fmt::format("{}{}", backup::kReplacedMark, time);
    while (fs::exists(data_dir_ + "/" + name))
        name += "+";
    writeLine(data_dir_ + kNew + "/replaces", name);
    syncAll(data_dir_ + kNew);
    before();
    is_decided_ = true;
    rename(data_dir_ + kNew, data_dir_ + kReady);
    syncFolder(data_dir_);
    return finish(data_dir_);
}

bool hasUnsettledRestore(std::string const& data_dir) {
    return std::ranges::any_of(std::initializer_list{kNew, kReady, kPlacing}, [&](auto name) {
        return fs::exists(data_dir + name);
    });
}

std::string settleRestore(
    std::string const& data_dir,
    std::function<bool(std::string const& spare, std::string const& replaced)> const&
        has_taken_place
) {
    std::string said;
    auto const fresh = data_dir + kNew;
    if (fs::exists(fresh + "/spare") &&
        has_taken_place(lineOf(fresh + "/spare"), lineOf(fresh + "/replaced")))
        rename(fresh, data_dir + kReady);
    if (fs::exists(data_dir + kReady) || fs::exists(data_dir + kPlacing)) {
        auto const replaced = finish(data_dir);
        said = fmt::format(
            "a restore was interrupted when the restored data were complete; they are in place "
            "now{}",
            replaced.empty() ? "" : ", and the data from before are in " + replaced
        );
    }
    if (fs::exists(fresh)) {
        fs::remove_all(fresh);
        said = "a restore was interrupted before it changed the data; what it left is removed";
    }
    return said;
}

}  // namespace antrean::app
