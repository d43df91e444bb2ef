#pragma once

#include <map>
#include <string>
#include <string_view>

namespace antrean::db {

using UrlPairs = std::map<std::string, std::string>;

// SCHEME://USER:PASSWORD@HOST:PORT/NAME?option=value -> user, password, host, port, dbname and the
// options, decoded; without those that are empty. Throws Failure when it cannot be read. The
// message
// ("the <server> URL ...") never repeats the URL, which holds a password.
UrlPairs urlPairs(std::string const& url, std::string_view server);

}  // namespace antrean::db
