#include "db/DatabaseUrl.hpp"

#include "db/Failure.hpp"
#include "db/MariadbUrl.hpp"
#include "db/PostgresUrl.hpp"

#include <boost/url.hpp>

#include <string_view>

namespace antrean::db {
namespace {

constexpr std::string_view kSqlite = "sqlite:";

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
    auto const parsed = boost::urls::parse_uri(url);
    if (!parsed)
        return "(a URL that cannot be read)";
    boost::urls::url shown(*parsed);
    shown.remove_password();
    auto params = shown.params();
    for (auto const* const key : {"password", "sslpassword"})
        params.erase(key);
    if (params.empty())
        shown.remove_query();
    return shown.c_str();
}

}  // namespace antrean::db
