// Checks that the engine accepts every statement of a module on the program's schema, including the
// lines that are only used with a filter.
#pragma once

#include "db/Database.hpp"

#include <gtest/gtest.h>

#include <deque>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace antrean::test {

// Values of parameters by name; a parameter that is not listed gets a number.
inline db::Arg sample(std::string_view name) {
    static std::map<std::string_view, std::string_view> const texts{
        {"date", "2029-01-01"},
        {"first_date", "2029-01-01"},
        {"last_date", "2029-12-31"},
        {"date_from", "2029-01-01"},
        {"date_to", "2029-12-31"},
        {"date_after", "2029-01-01"},
        {"date_before", "2029-12-31"},
        {"first", "2029-01-01 08:00:00"},
        {"last", "2029-12-31 08:00:00"},
        {"month", "01"},
        {"start_time", "08:00:00"},
        {"end_time", "09:00:00"},
        {"time", "08:00:00"},
        {"call_time", "08:00:00"},
        {"now", "2029-01-01 08:00:00"},
        {"checked_in_at", "2029-01-01 08:00:00"},
        {"called_at", "2029-01-01 08:00:00"},
        {"from_at", "2029-01-01 08:00:00"},
        {"to_at", "2029-01-01 08:10:00"},
        {"before", "2029-01-01 08:00:00"},
        {"used_since", "2029-01-01 08:00:00"},
        {"since", "2029-01-01 08:00:00"},
        {"expired_at", "2029-01-04 08:00:00"},
    };
    if (auto const found = texts.find(name); found != texts.end())
        return {name, found->second};
    return {name, 1};
}

// Finds names after a single colon; `--? name` comments name parameters without one.
inline std::vector<std::string> parametersOf(std::string_view text) {
    constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz_0123456789";
    std::vector<std::string> names;
    for (auto colon = text.find(':'); colon != text.npos; colon = text.find(':', colon + 1)) {
        auto const name =
            text.substr(colon + 1, text.find_first_not_of(kLetters, colon + 1) - colon - 1);
        bool const is_name = !name.empty() && (name[0] < '0' || name[0] > '9');
        if (is_name && text[colon - 1] != ':')
            names.emplace_back(name);
    }
    return names;
}

// Explains the statement: the engine reads and plans it, but changes nothing.
inline void expectPrepares(db::Database& database, db::Query const& query, bool with_filters) {
    struct Explained {
        std::string text;
        db::Query query;
    };
    static std::deque<Explained> kept;  // sessions cache statements by address
    bool const is_sqlite = database.engine() == db::Engine::sqlite;
    auto& explained = kept.emplace_back();
    explained.text = is_sqlite ? "EXPLAIN QUERY PLAN " : "EXPLAIN ";
    explained.text += query.text(database.engine());
    // SQLite's text may hold several statements; a semicolon at the end of a line separates them.
    for (auto end = explained.text.find(";\n"); end != explained.text.npos;
         end = explained.text.find(";\n", end + 1))
        explained.text.insert(end + 2, "EXPLAIN QUERY PLAN ");
    explained.query = {query.name, explained.text, explained.text};
    std::vector<db::Column> columns{{"", db::Type::text}};
    if (is_sqlite)
        columns.insert(columns.begin(), 3, {"", db::Type::integer});
    auto const done = database.write<void>([&](db::Transaction& transaction) {
        auto const names = parametersOf(explained.text);
        std::vector<db::Arg> args;
        for (auto const& name : names) {
            bool const is_filter = explained.text.find("--? " + name) != std::string::npos;
            args.push_back(is_filter && !with_filters ? db::Arg(name, nullptr) : sample(name));
        }
        transaction.fetch(explained.query, args, columns, [](auto const&) { return true; });
        return Result<void>();
    });
    EXPECT_TRUE(done) << query.name << ": " << done.error().cause;
}

inline void expectEveryQueryPrepares(
    db::Database& database, std::span<db::Query const* const> queries
) {
    for (auto const* query : queries)
        for (bool const with_filters : {false, true})
            expectPrepares(database, *query, with_filters);
}

}  // namespace antrean::test
