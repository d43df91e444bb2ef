#include "backup/MemberName.hpp"

#include "base/Text.hpp"

#include <algorithm>

namespace antrean::backup {
namespace {

constexpr std::size_t kPathBytesMax = 400;

bool isPart(std::string_view part) {
    return !part.empty() && part.front() != '.' && part != "lost+found" &&
           std::ranges::none_of(part, [](char letter) {
               return static_cast<unsigned char>(letter) < ' ' || letter == '\x7f' ||
                      letter == '\\';
           });
}

}  // namespace

bool isSecretFile(std::string_view name) {
    return std::ranges::find(kSecretFiles, name) != std::end(kSecretFiles);
}

bool isFilesName(std::string_view top) {
    return isPart(top) && !top.starts_with(kDatabaseFile) && !isSecretFile(top) &&
           !top.ends_with(".new") && top != kBackupsFolder && !top.starts_with(kReplacedMark);
}

bool isFilesPath(std::string_view path) {
    auto const parts = text::split(path, '/');
    return path.size() <= kPathBytesMax && isFilesName(parts.front()) &&
           std::ranges::all_of(parts, isPart) && text::isUtf8(path);
}

std::string placeOf(std::string_view member) {
    if (member == kSqliteMember || member == kPostgresMember)
        return std::string(member.substr(member.rfind('/') + 1));
    if (member.starts_with(kSecretsFolder)) {
        auto const name = member.substr(kSecretsFolder.size());
        return isSecretFile(name) ? std::string(name) : std::string();
    }
    if (!member.starts_with(kFilesFolder))
        return {};
    auto const path = member.substr(kFilesFolder.size());
    return isFilesPath(path) ? std::string(path) : std::string();
}

}  // namespace antrean::backup
