#pragma once

#include "validation/Patch.hpp"
#include "validation/Spec.hpp"

#include <boost/describe.hpp>

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

inline constexpr is::Field kLogin[] = {
    is::field("username", is::required, is::text),
    is::field("password", is::required, is::text),
};

inline constexpr is::Field kCreateUser[] = {
    is::field("name", is::required, is::text, is::max(255)),
    is::field("username", is::required, is::text, is::max(255), is::unique("users", "username")),
    is::field("email", is::required, is::email, is::max(255), is::unique("users", "email")),
    is::field("password", is::required, is::text, is::min(6), is::confirmed),
    is::field("roles", is::required, is::array),
    is::field("poly_id", is::nullable, is::integer, is::exists("polies")),
    is::field("roles.*", is::integer, is::exists("roles")),
};

inline constexpr is::Field kUpdateUser[] = {
    kCreateUser[0],
    kCreateUser[1],
    kCreateUser[2],
    is::field("password", is::nullable, is::text, is::min(6), is::confirmed),
    kCreateUser[4],
    kCreateUser[5],
    kCreateUser[6],
};

}  // namespace antrean::account
