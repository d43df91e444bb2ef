#include "db/UrlPairs.hpp"

#include "db/Failure.hpp"

#include <boost/url.hpp>

#include <utility>

namespace antrean::db {
namespace {

[[noreturn]] void refuse(std::string_view server, std::string const& why) {
    throw Failure(FailureKind::broken, "the " + std::string(server) + " URL " + why);
}

}  // namespace

UrlPairs urlPairs(std::string const& url, std::string_view server) {
    auto const parsed = boost::urls::parse_uri(url);
    if (!parsed)
        refuse(server, "cannot be read: SCHEME://USER:PASSWORD@HOST:PORT/NAME is expected");
    UrlPairs pairs;
    auto const put = [&pairs](char const* key, std::string value) {
        if (!value.empty())
            pairs[key] = std::move(value);
    };
    bool const is_ipv6 = parsed->host_type() == boost::urls::host_type::ipv6;
    put("user", parsed->user());
    put("password", parsed->password());
    put("host", is_ipv6 ? parsed->host_address() : parsed->host());
    put("port", std::string(parsed->port()));
    if (parsed->segments().size() > 1)
        refuse(server, "has a path of more than one part; it names the database");
    if (!parsed->segments().empty())
        put("dbname", parsed->segments().front());
    for (auto const& parameter : parsed->params()) {
        auto const allowed = std::string_view("abcdefghijklmnopqrstuvwxyz_");
        if (parameter.key.find_first_not_of(allowed) != std::string::npos || parameter.key.empty())
            refuse(server, "has an option that is no name");
        pairs[parameter.key] = parameter.value;
    }
    return pairs;
}

}  // namespace antrean::db
