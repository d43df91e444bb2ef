#include "db/PostgresUrl.hpp"

#include "db/Failure.hpp"

#include <boost/url.hpp>

#include <map>
#include <string_view>

namespace antrean::db {

namespace {

using Pairs = std::map<std::string, std::string>;

[[noreturn]] void refuse(std::string const& why) {
    throw Failure(FailureKind::broken, "the PostgreSQL URL " + why);
}

Pairs pairsOf(boost::urls::url_view const& url) {
    Pairs pairs;
    auto const put = [&pairs](char const* key, std::string value) {
        if (!value.empty())
            pairs[key] = std::move(value);
    };
    put("user", url.user());
    put("password", url.password());
    put("host", url.host_type() == boost::urls::host_type::ipv6 ? url.host_address() : url.host());
    put("port", std::string(url.port()));
    if (url.segments().size() > 1)
        refuse("has a path of more than one part; it names the database");
    if (!url.segments().empty())
        put("dbname", url.segments().front());
    for (auto const& parameter : url.params()) {
        auto const allowed = std::string_view("abcdefghijklmnopqrstuvwxyz_");
        if (parameter.key.find_first_not_of(allowed) != std::string::npos || parameter.key.empty())
            refuse("has an option that is no name");
        pairs[parameter.key] = parameter.value;
    }
    return pairs;
}

// SOCI cuts the text at blanks and loses some that stand inside quotes.
bool mayHaveBlanks(std::string const& key) {
    return key == "options" || key == "application_name";
}

void append(std::string& text, std::string const& key, std::string const& value) {
    if (!mayHaveBlanks(key) && value.find_first_of(" \t\r\n\f\v") != std::string::npos)
        refuse(
            "has blanks in its " + key +
            (key == "password" ? "; set PGPASSWORD or PGPASSFILE instead" : "")
        );
    text += key + "='";
    for (char const c : value) {
        if (c == '\'' || c == '\\')
            text += '\\';
        text += c;
    }
    text += "' ";
}

}  // namespace

std::string conninfoOf(std::string const& url) {
    auto const parsed = boost::urls::parse_uri(url);
    if (!parsed)
        refuse("cannot be read: postgresql://USER:PASSWORD@HOST:PORT/NAME is expected");
    auto pairs = pairsOf(*parsed);
    // A host that vanished is noticed within seconds, not after the kernel's quarter of an hour.
    for (auto const& [key, value] : Pairs{
             {"application_name", "antrean"},
             {"connect_timeout", "2"},
             {"keepalives_idle", "10"},
             {"keepalives_interval", "5"},
             {"keepalives_count", "3"},
             {"tcp_user_timeout", "10000"},
         })
        pairs.emplace(key, value);
    // The URL's own options come last and win.
    pairs["options"] =
        "-c TimeZone=UTC -c DateStyle=ISO,YMD -c client_min_messages=warning"
        " -c statement_timeout=30000 -c lock_timeout=10000 " +
        pairs["options"];
    std::string text;
    for (auto const& [key, value] : pairs)
        if (key != "client_encoding")
            append(text, key, value);
    // Last, because SOCI needs a last value without quotes.
    return text + "client_encoding=UTF8";
}

}  // namespace antrean::db
