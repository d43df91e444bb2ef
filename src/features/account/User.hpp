#pragma once

#include "http/Shape.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace antrean::account {

// Columns in the table's order, which is the order of the answers (contract, 4.2 USER).
struct User {
    std::int64_t id;
    std::string name;
    std::string email;
    std::optional<std::string> email_verified_at;
    std::optional<std::string> created_at;
    std::optional<std::string> updated_at;
    std::optional<std::int64_t> poly_id;
    std::string username;
    std::optional<std::string> deleted_at;
};
BOOST_DESCRIBE_STRUCT(
    User,
    (),
    (id, name, email, email_verified_at, created_at, updated_at, poly_id, username, deleted_at)
)
inline constexpr auto kUserKeys = http::shape::keysOf<User>();
inline constexpr http::Shape kUserShape = http::shape::object(kUserKeys, "User");

struct Role {
    std::int64_t id;
    std::string name;
    std::optional<std::string> created_at;
    std::optional<std::string> updated_at;
    std::optional<std::string> deleted_at;
};
BOOST_DESCRIBE_STRUCT(Role, (), (id, name, created_at, updated_at, deleted_at))

// The row that gives a user a role.
struct Pivot {
    std::int64_t user_id;
    std::int64_t role_id;
    std::optional<std::string> created_at;
    std::optional<std::string> updated_at;
};
BOOST_DESCRIBE_STRUCT(Pivot, (), (user_id, role_id, created_at, updated_at))

// A role that a user holds, with the instants of the pivot row.
struct HeldRole {
    std::int64_t user_id;
    std::int64_t id;
    std::string name;
    std::optional<std::string> created_at;
    std::optional<std::string> updated_at;
    std::optional<std::string> deleted_at;
    std::optional<std::string> pivot_created_at;
    std::optional<std::string> pivot_updated_at;

    Role role() const { return {id, name, created_at, updated_at, deleted_at}; }
    Pivot pivot() const { return {user_id, id, pivot_created_at, pivot_updated_at}; }
};
BOOST_DESCRIBE_STRUCT(
    HeldRole,
    (),
    (user_id, id, name, created_at, updated_at, deleted_at, pivot_created_at, pivot_updated_at)
)

struct Credentials {
    std::int64_t id;
    std::string password;  // bcrypt
};
BOOST_DESCRIBE_STRUCT(Credentials, (), (id, password))

struct NamedCredentials {
    std::int64_t id;
    std::string password;  // bcrypt
    std::string username;
};
BOOST_DESCRIBE_STRUCT(NamedCredentials, (), (id, password, username))

}  // namespace antrean::account
