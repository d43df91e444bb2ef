#include "db/PostgresUrl.hpp"

#include "db/Failure.hpp"

#include <libpq-fe.h>

#include <memory>
#include <string_view>
#include <utility>

namespace antrean::db {

namespace {

[[noreturn]] void refuse(std::string const& why) {
    throw Failure(FailureKind::broken, "the PostgreSQL URL " + why);
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

bool namesSeveralHosts(UrlPairs const& pairs) {
    auto const host = pairs.find("host");
    return host != pairs.end() && host->second.find(',') != std::string::npos;
}

std::string conninfoFrom(UrlPairs pairs, Pooling pooling) {
    // A host that vanished is noticed within seconds, not after the kernel's quarter of an hour.
    for (auto const& [key, value] : UrlPairs{
             {"application_name", "antrean"},
             {"connect_timeout", "5"},
             {"keepalives_idle", "10"},
             {"keepalives_interval", "5"},
             {"keepalives_count", "3"},
             {"tcp_user_timeout", "10000"},
         })
        pairs.emplace(key, value);
    if (pooling == Pooling::by_transaction && pairs.contains("options"))
        refuse("has options, which a pool does not keep; set them with ALTER ROLE ... SET");
    // The URL's own options come last and take precedence.
    if (pooling == Pooling::none)
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

}  // namespace

UrlPairs postgresPairs(std::string const& url) {
    // libpq's own message would repeat the URL.
    std::unique_ptr<PQconninfoOption, void (*)(PQconninfoOption*)> const options(
        PQconninfoParse(url.c_str(), nullptr), PQconninfoFree
    );
    if (!options)
        refuse(
            "cannot be read: postgresql://USER:PASSWORD@HOST:PORT/NAME is expected, or "
            "HOST:PORT,HOST:PORT for several hosts, with ?OPTION=VALUE for options of libpq"
        );
    UrlPairs pairs;
    for (auto const* option = options.get(); option->keyword != nullptr; ++option)
        if (option->val != nullptr && *option->val != '\0')
            pairs.emplace(option->keyword, option->val);
    if (pairs["port"].find_first_not_of("0123456789,") != std::string::npos)
        refuse("has a port that is no number");
    if (pairs["dbname"].find('/') != std::string::npos)
        refuse("has a path of more than one part; it names the database");
    std::erase_if(pairs, [](auto const& pair) { return pair.second.empty(); });
    return pairs;
}

bool hasSeveralHosts(std::string const& url) {
    return namesSeveralHosts(postgresPairs(url));
}

UrlPairs primaryPairs(std::string const& url) {
    auto pairs = postgresPairs(url);
    // The others are standbys, or a primary that was replaced.
    if (namesSeveralHosts(pairs))
        pairs.emplace("target_session_attrs", "read-write");
    return pairs;
}

std::string conninfoOf(std::string const& url, Pooling pooling) {
    return conninfoFrom(primaryPairs(url), pooling);
}

std::string conninfoOfStandby(std::string const& url) {
    auto pairs = postgresPairs(url);
    pairs.emplace("target_session_attrs", "standby");
    return conninfoFrom(std::move(pairs), Pooling::by_transaction);
}

}  // namespace antrean::db
