#pragma once

#include "validation/Patch.hpp"
#include "validation/Spec.hpp"

#include <boost/describe.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace antrean::account {

struct UserInput {
    std::string name;
    std::string username;
    std::string email;
    std::optional<std::string> password;
    std::vector<std::int64_t> roles;
    validation::Patch<std::int64_t> poly_id;  // absent keeps it, null clears it (contract, US-3)
};
BOOST_DESCRIBE_STRUCT(UserInput, (), (name, username, email, password, roles, poly_id))

struct LoginInput {
    std::string username;
    std::string password;
};
BOOST_DESCRIBE_STRUCT(LoginInput, (), (username, password))

namespace is = validation;

inline constexpr is::Field kLoginRules[] = {
    is::field("username", is::required, is::text, is::max(255)),
    is::field("password", is::required, is::text, is::max(1000)),
};

inline constexpr is::Field kName = is::field("name", is::required, is::text, is::max(255));
inline constexpr is::Field kUsername =
    is::field("username", is::required, is::text, is::max(255), is::unique("users", "username"));
inline constexpr is::Field kEmail =
    is::field("email", is::required, is::email, is::max(255), is::unique("users", "email"));
// bcrypt ignores what follows: a longer password would be accepted with another end.
inline constexpr std::size_t kPasswordBytesMax = 72;
inline constexpr std::int64_t kPasswordLettersMin = 6;
inline constexpr is::Field kNewPassword = is::field(
    "password",
    is::required,
    is::text,
    is::min(kPasswordLettersMin),
    is::bytesMax(kPasswordBytesMax),
    is::confirmed
);
inline constexpr is::Field kPasswordIfChanged = is::field(
    "password",
    is::nullable,
    is::text,
    is::min(kPasswordLettersMin),
    is::bytesMax(kPasswordBytesMax),
    is::confirmed
);
inline constexpr is::Field kRoles = is::field("roles", is::required, is::array);
inline constexpr is::Field kPolyId =
    is::field("poly_id", is::nullable, is::integer, is::exists("polies"));
inline constexpr is::Field kEachRole = is::field("roles.*", is::integer, is::exists("roles"));

inline constexpr is::Field kCreateUser[] = {
    kName, kUsername, kEmail, kNewPassword, kRoles, kPolyId, kEachRole};
inline constexpr is::Field kUpdateUser[] = {
    kName, kUsername, kEmail, kPasswordIfChanged, kRoles, kPolyId, kEachRole};

}  // namespace antrean::account
