#include "app/DataFolder.hpp"

#include "base/Log.hpp"
#include "base/Random.hpp"

#include <fmt/core.h>

#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <system_error>
#include <unistd.h>

namespace antrean::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kSecretLetters = 40;

std::string readSecret(std::string const& path) {
    std::ifstream file(path);
    std::string secret;
    std::getline(file, secret);
    return secret;
}

// Writes another file first and renames it, so that the file is complete whenever it exists. Only
// its owner may read it.
void writeSecret(std::string const& path, std::string const& secret) {
    auto const fresh = path + ".new";
    auto const file = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    auto const line = secret + "\n";
    bool const is_written =
        file >= 0 && ::write(file, line.data(), line.size()) == static_cast<ssize_t>(line.size()) &&
        ::fsync(file) == 0;
    if (file >= 0)
        ::close(file);
    if (!is_written || ::rename(fresh.c_str(), path.c_str()) != 0)
        throw std::runtime_error("cannot write a secret to " + path);
}

// Returns 1, or 0 if the file is there already. The new file is complete or does not exist.
std::size_t copyFile(fs::path const& from, fs::path const& to) {
    std::error_code error;
    if (fs::exists(to, error))
        return 0;
    auto const fresh = to.string() + ".new";
    fs::copy_file(from, fresh, fs::copy_options::overwrite_existing, error);
    if (!error)
        fs::rename(fresh, to, error);
    if (error)
        throw std::runtime_error(
            fmt::format("cannot copy {} to {}: {}", from.string(), to.string(), error.message())
        );
    return 1;
}

// Of its files, without folders in it.
std::size_t copyFolder(fs::path const& from, fs::path const& to) {
    std::error_code error;
    fs::create_directories(to, error);
    std::size_t copied = 0;
    for (auto const& entry : fs::directory_iterator(from, error))
        if (entry.is_regular_file())
            copied += copyFile(entry.path(), to / entry.path().filename());
    if (error)
        throw std::runtime_error(fmt::format("cannot copy {}: {}", from.string(), error.message()));
    return copied;
}

}  // namespace

void DataFolder::create() const {
    std::error_code error;
    if (fs::is_directory(path_, error))
        return;
    fs::create_directories(path_, error);
    if (error)
        throw std::runtime_error(
            fmt::format("cannot create the data folder {}: {}", path_, error.message())
        );
    fs::permissions(path_, fs::perms::owner_all, error);
}

void DataFolder::warnIfOpen() const {
    std::string open;
    auto const look = [&open](fs::path const& path) {
        std::error_code error;
        auto const mode = fs::status(path, error).permissions();
        constexpr auto kReadable = fs::perms::group_read | fs::perms::others_read;
        if (!error && (mode & kReadable) != fs::perms::none)
            open += fmt::format("{}{}", open.empty() ? "" : ", ", path.string());
    };
    look(path_);
    std::error_code error;
    for (auto const& entry : fs::directory_iterator(path_, error))
        look(entry.path());
    if (!open.empty())
        log::warning("other users of this machine can read {} (chmod go= removes that)", open);
}

std::string DataFolder::secret(std::string_view file_name) const {
    create();
    auto const path = path_ + '/' + std::string(file_name);
    std::error_code error;
    if (fs::exists(path, error)) {
        auto const secret = readSecret(path);
        if (secret.empty())
            throw std::runtime_error(fmt::format(
                "the secret in {} is empty or cannot be read: put the file back from a backup, or "
                "remove it to have a new secret generated, which does not open what the old one "
                "encrypted",
                path
            ));
        return secret;
    }
    auto const secret = randomLetters(kSecretLetters);
    writeSecret(path, secret);
    return secret;
}

std::size_t DataFolder::copyFilesTo(DataFolder const& other) const {
    other.create();
    std::size_t copied = 0;
    for (auto const* const name : {"faq", "voice", "secret-key", "realtime-secret"}) {
        std::error_code error;
        auto const from = fs::path(path_) / name;
        if (!fs::exists(from, error))
            continue;
        auto const to = fs::path(other.path_) / name;
        copied += fs::is_directory(from, error) ? copyFolder(from, to) : copyFile(from, to);
    }
    return copied;
}

}  // namespace antrean::app
