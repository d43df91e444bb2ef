#pragma once

#include "account/UserService.hpp"
#include "auth/LoginThrottle.hpp"
#include "base/Clock.hpp"
#include "http/Route.hpp"

#include <string>

namespace antrean::account {

struct LoginSettings {
    int bcrypt_rounds = 12;
    bool throttle_failures = true;
};

// The services of the account routes; all of them must outlive the routes.
struct Services {
    UserService& users;
    clinic::Directories& directories;
    auth::LoginThrottle& throttle;
    LoginSettings settings;
};

void addLoginRoutes(http::Routes& routes, Services const& services);
void addUserRoutes(http::Routes& routes, Services const& services);
// Roles and their permissions.
void addRoleRoutes(http::Routes& routes);

}  // namespace antrean::account
