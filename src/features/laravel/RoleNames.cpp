#include "laravel/RoleNames.hpp"

#include "auth/DefaultPermissions.hpp"
#include "base/Text.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace antrean::laravel {
namespace {

// Letters only, in lower case: "Super-Admin" -> "superadmin".
std::string lettersOf(std::string_view name) {
    auto letters = text::lower(name);
    std::erase_if(letters, [](char letter) {
        return letter == ' ' || letter == '-' || letter == '_' || letter == '.';
    });
    return letters;
}

constexpr std::array<std::string_view, 4> kSuperadmins{
    "superadmin", "superadministrator", "administrator", "admin"};

constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kOtherNames{{
    {"doctor", "dokter"},
    {"kepala", "kepalaklinik"},
    {"nurse", "perawatanamnesa"},
    {"administration", "administrasi"},
    {"resepsionis", "administrasi"},
}};

}  // namespace

std::optional<std::int64_t> findSuperadmin(std::span<Role const> roles) {
    for (auto const name : kSuperadmins) {
        auto const found = std::ranges::find_if(roles, [name](Role const& role) {
            return lettersOf(role.name) == name;
        });
        if (found != roles.end())
            return found->id;
    }
    return std::nullopt;
}

auth::DefaultRole const* findDefaultRole(std::string_view name) {
    std::string letters = lettersOf(name);
    auto const other =
        std::ranges::find(kOtherNames, letters, [](auto const& pair) { return pair.first; });
    if (other != kOtherNames.end())
        letters = other->second;
    auto const roles = auth::defaultRoles();
    auto const found = std::ranges::find_if(roles, [&letters](auth::DefaultRole const& role) {
        return lettersOf(role.name) == letters;
    });
    return found == roles.end() ? nullptr : &*found;
}

}  // namespace antrean::laravel
