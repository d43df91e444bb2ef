#include "laravel/FaqSource.hpp"

#include <filesystem>
#include <stdexcept>
#include <system_error>

namespace antrean::laravel {
namespace {

namespace fs = std::filesystem;

bool isFileName(std::string const& name) {
    return !name.empty() && name.front() != '.' && name.find('/') == std::string::npos;
}

}  // namespace

Result<void> FaqSource::copy(std::string const& name) const {
    if (storage_.empty())
        return Error::refused("--files does not say where the files are");
    if (!isFileName(name))
        return Error::refused("not the name of a file");
    std::error_code error;
    auto from = fs::path(storage_) / "faq" / name;
    if (!fs::is_regular_file(from, error))
        from = fs::path(storage_) / name;
    if (!fs::is_regular_file(from, error))
        return Error::refused("the file does not exist");
    auto const to = fs::path(target_) / name;
    if (fs::exists(to, error))
        return {};
    fs::create_directories(target_, error);
    // Files that begin with a dot are not entries of ours.
    auto const fresh = fs::path(target_) / (".import-" + name);
    fs::copy_file(from, fresh, fs::copy_options::overwrite_existing, error);
    if (!error)
        fs::rename(fresh, to, error);
    if (error)
        throw std::runtime_error("cannot copy " + from.string() + ": " + error.message());
    return {};
}

}  // namespace antrean::laravel
