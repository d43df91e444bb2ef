#include "db/DatabaseUrl.hpp"

#include "db/Failure.hpp"
#include "db/MariadbUrl.hpp"
#include "db/PostgresUrl.hpp"

#include <boost/url.hpp>

#include <cstddef>
#include <string_view>

namespace antrean::db {
namespace {

constexpr std::string_view kSqlite = "sqlite:";
constexpr std::string_view kHosts = "the-hosts-of-this-url";

// What stands between the user and the path: "db1:5432,db2:5432".
std::string_view hostsOf(std::string_view url) {
    auto const scheme = url.find("://");
    if (scheme == std::string_view::npos)
        return {};
    auto const begin = scheme + 3;
    auto const authority = url.substr(begin, url.find_first_of("/?#", begin) - begin);
    return authority.substr(authority.rfind('@') + 1);
}

}  // namespace

DatabaseUrl readUrl(std::string const& url) {
    if (url.starts_with("mysql://"))
        return {Engine::mariadb, mariadbConnectionOf(url)};
    if (url.starts_with("postgresql://") || url.starts_with("postgres://"))
        return {Engine::postgres, conninfoOf(url)};
    if (url.starts_with(kSqlite))
        return {Engine::sqlite, url.substr(kSqlite.size())};
    throw Failure(
        FailureKind::broken,
        "the database must be mysql://..., postgresql://USER:PASSWORD@HOST:PORT/NAME or sqlite:PATH"
    );
}

std::string withoutPassword(std::string const& url) {
    if (url.starts_with(kSqlite))
        return url;
    // Boost knows URLs with one host only.
    auto const hosts = hostsOf(url);
    auto one_host = url;
    bool const has_list = hosts.find(',') != std::string_view::npos;
    if (has_list)
        one_host.replace(static_cast<std::size_t>(hosts.data() - url.data()), hosts.size(), kHosts);
    auto const parsed = boost::urls::parse_uri(one_host);
    if (!parsed)
        return "(a URL that cannot be read)";
    boost::urls::url shown(*parsed);
    shown.remove_password();
    auto params = shown.params();
    for (auto const* const key : {"password", "sslpassword"})
        params.erase(key);
    if (params.empty())
        shown.remove_query();
    std::string text(shown.c_str());
    if (has_list)
        text.replace(text.find(kHosts), kHosts.size(), hosts);
    return text;
}

}  // namespace antrean::db
