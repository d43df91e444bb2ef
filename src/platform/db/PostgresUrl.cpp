#include "db/PostgresUrl.hpp"

#include "db/Failure.hpp"
#include "db/UrlPairs.hpp"

#include <string_view>

namespace antrean::db {

namespace {

// SOCI cuts the text at blanks and loses some that stand inside quotes.
bool mayHaveBlanks(std::string const& key) {
    return key == "options" || key == "application_name";
}

void append(std::string& text, std::string const& key, std::string const& value) {
    if (!mayHaveBlanks(key) && value.find_first_of(" \t\r\n\f\v") != std::string::npos)
        throw Failure(
            FailureKind::broken,
            "the PostgreSQL URL has blanks in its " + key +
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
    auto pairs = urlPairs(url, "PostgreSQL");
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
    // The URL's own options come last and take precedence.
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
