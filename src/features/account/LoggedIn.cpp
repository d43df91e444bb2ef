#include "account/LoggedIn.hpp"

#include "http/ObjectOf.hpp"

#include <utility>

namespace antrean::account {

boost::json::object loggedInObject(
    User const& user, std::vector<HeldRole> const& roles, clinic::Directory const& directory
) {
    auto poly = directory.poly(user.poly_id);
    if (auto* row = poly.if_object())
        poly = {{"id", row->at("id")}, {"name", row->at("name")}};
    boost::json::array shown_roles;
    for (auto const& role : roles)
        shown_roles.push_back(http::objectOf(IdAndName{role.id, role.name}));
    auto shown =
        http::objectOf(LoggedIn{user.id, user.name, user.username, user.email, user.poly_id});
    shown["poly"] = std::move(poly);
    shown["roles"] = std::move(shown_roles);
    return shown;
}

}  // namespace antrean::account
