// The original's database: which of its tables and columns there are, and their rows at one moment.
#pragma once

#include "db/ComposedQuery.hpp"
#include "db/Session.hpp"
#include "laravel/Original.hpp"

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace antrean::laravel {

// A table of the original as this database has it.
struct SourceTable {
    OriginalTable const* table = nullptr;
    std::string_view name;         // there
    std::vector<bool> has_column;  // for each field
};

// Reads only; the server refuses writes. Every call throws db::Failure.
class Source {
public:
    // `url`: postgresql:// or mysql://
    explicit Source(std::string const& url);

    // Those of originalTables() that exist, in that order.
    std::vector<SourceTable> const& tables() const { return tables_; }
    // The names of required tables that do not exist.
    std::vector<std::string> missing() const;
    // "sessions", "users.phone": what is there and is not taken over.
    std::vector<std::string> others() const;

    std::int64_t count(SourceTable const& table);
    // Gets the rows in the order of their id. Values are text; memory is bounded. Returns false to
    // stop.
    using Raw = std::span<std::optional<std::string> const>;
    using EachRow = std::function<bool(Raw row)>;
    void read(SourceTable const& table, EachRow const& each);

private:
    void inspect();
    void findTables();
    db::Query const& keep(std::string text);
    std::string selectOf(SourceTable const& table) const;
    // Returns how many rows there were, and sets `after` to the id of the last one.
    std::int64_t readPage(
        SourceTable const& table,
        db::Query const& query,
        std::int64_t& after,
        bool& is_wanted,
        EachRow const& each
    );

    std::deque<db::ComposedQuery> queries_;  // outlives the session
    std::unique_ptr<db::Session> session_;
    std::map<std::string, std::set<std::string>, std::less<>> columns_;  // by table
    std::vector<SourceTable> tables_;
};

}  // namespace antrean::laravel
