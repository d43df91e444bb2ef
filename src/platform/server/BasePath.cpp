#include "server/BasePath.hpp"

#include <algorithm>

namespace antrean::server {
namespace {

constexpr std::size_t kLettersMax = 200;

bool isLetter(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
           (letter >= '0' && letter <= '9') || letter == '-' || letter == '_' || letter == '.' ||
           letter == '~' || letter == '/';
}

}  // namespace

bool isBasePath(std::string_view text) {
    if (text.ends_with('/'))
        text.remove_suffix(1);
    return text.size() > 1 && text.size() <= kLettersMax && text.front() == '/' &&
           std::ranges::all_of(text, isLetter) && text.find("//") == std::string_view::npos &&
           text.find("/.") == std::string_view::npos;
}

std::string withoutBase(std::string path, std::string_view base_path) {
    if (base_path.empty() || !path.starts_with(base_path))
        return path;
    if (path.size() == base_path.size())
        return "/";
    // Several slashes count as one, as at the start of any path.
    if (path[base_path.size()] == '/')
        path.erase(0, path.find_first_not_of('/', base_path.size()) - 1);
    return path;
}

std::string withBase(std::string url, std::string_view base_path) {
    if (!url.ends_with(base_path))
        url += base_path;
    return url;
}

}  // namespace antrean::server
