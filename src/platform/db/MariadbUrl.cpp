#include "db/MariadbUrl.hpp"

#include "db/Failure.hpp"
#include "db/UrlPairs.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace antrean::db {
namespace {

constexpr std::array<std::string_view, 9> kKeys{
    "dbname",
    "host",
    "password",
    "port",
    "sslca",
    "sslcert",
    "sslkey",
    "unix_socket",
    "user",
};

std::string quoted(std::string_view value) {
    std::string text = "'";
    for (char const letter : value) {
        if (letter == '\'' || letter == '\\')
            text += '\\';
        text += letter;
    }
    return text + "'";
}

}  // namespace

std::string mariadbConnectionOf(std::string const& url) {
    auto const pairs = urlPairs(url, "MySQL");
    std::string text;
    for (auto const& [key, value] : pairs) {
        if (std::ranges::find(kKeys, key) == kKeys.end())
            throw Failure(FailureKind::broken, "the MySQL URL has an unknown option: " + key);
        text += key + "=" + quoted(value) + " ";
    }
    if (!pairs.contains("dbname"))
        throw Failure(FailureKind::broken, "the MySQL URL names no database");
    // A server that vanished is noticed within seconds.
    return text + "charset='utf8mb4' connect_timeout='2' read_timeout='5' write_timeout='5'";
}

}  // namespace antrean::db
