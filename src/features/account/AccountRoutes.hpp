#pragma once

#include "auth/LoginThrottle.hpp"
#include "auth/Tokens.hpp"
#include "clinic/Directory.hpp"
#include "http/RouteTable.hpp"
#include "resource/Resource.hpp"

#include <span>

namespace antrean::account {

struct LoginSettings {
    int bcrypt_rounds = 12;
    bool throttle_failures = true;
    auth::SessionSettings sessions;
};

// What the account routes stand on; references outlive them.
struct Services {
    clinic::Directories& directories;
    auth::LoginThrottle& throttle;
    LoginSettings settings;
};

http::RouteTable<Services> loginRoutes();
// Logins of browsers, and the list of where a user is logged in.
http::RouteTable<Services> sessionRoutes();
// The caller's own account.
http::RouteTable<Services> profileRoutes();
http::RouteTable<Services> userRoutes();
std::span<resource::Resource const> roles();
// What each role may do.
http::RouteTable<http::NoServices> permissionRoutes();

}  // namespace antrean::account
