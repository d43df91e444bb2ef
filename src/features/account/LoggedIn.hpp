// A user as logins show them (contract, 4.2 LOGINUSER).
#pragma once

#include "account/User.hpp"
#include "clinic/Directory.hpp"
#include "http/Shape.hpp"

#include <boost/describe.hpp>
#include <boost/json/object.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace antrean::account {

struct IdAndName {
    std::int64_t id;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(IdAndName, (), (id, name))
inline constexpr auto kIdAndNameKeys = http::shape::keysOf<IdAndName>();
inline constexpr http::Shape kIdAndName = http::shape::object(kIdAndNameKeys, "IdAndName");

struct LoggedIn {
    std::int64_t id;
    std::string name;
    std::string username;
    std::string email;
    std::optional<std::int64_t> poly_id;
};
BOOST_DESCRIBE_STRUCT(LoggedIn, (), (id, name, username, email, poly_id))
inline constexpr http::Key kLoggedInRelations[] = {
    {"poly", http::shape::orNull(kIdAndName)},
    {"roles", http::shape::listOf(kIdAndName)},
};
inline constexpr auto kLoggedInKeys =
    http::shape::joined(http::shape::keysOf<LoggedIn>(), kLoggedInRelations);
inline constexpr http::Shape kLoggedIn = http::shape::object(kLoggedInKeys, "LoggedInUser");

boost::json::object loggedInObject(
    User const& user, std::vector<HeldRole> const& roles, clinic::Directory const& directory
);

}  // namespace antrean::account
