// A line of the audit, of either source, as answers and exports show it.
#pragma once

#include "audit/Entry.hpp"
#include "clinic/Directory.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace antrean::audit {

// `settings`: entries of the audit. `visits`: the ledger.
inline constexpr std::string_view kSources = "settings,visits";
inline constexpr std::string_view kVisits = "visits";
inline constexpr std::string_view kVisitKind = "visit";

struct Line {
    std::int64_t id = 0;
    std::string created_at;  // as stored
    std::optional<std::int64_t> user_id;
    std::optional<std::string> user_name;
    std::string kind;
    std::string action;
    std::optional<std::int64_t> object_id;
    std::optional<std::string> object_name;
    std::optional<boost::json::object> before;
    std::optional<boost::json::object> after;
    std::optional<std::string> address;
    std::optional<std::string> request_id;
};

// What is asked for.
struct Question {
    std::string_view source;
    Selection selection;
    // A text in the line, whatever its case. Empty: every line has it.
    std::string search;
    // Of `visits`, which have one kind: an action, as "cancelled". Empty: all.
    std::string action;
};

// The lines of a page, and where the next one begins.
struct Lines {
    std::vector<Line> lines;
    std::optional<Cursor> next;  // empty: the page is the last one
};

// A page of `size` lines at most. It looks at kLookedAtMax lines at most, so a page of a search may
// have fewer lines than there are, and the next page goes on.
Lines listLines(
    db::Transaction& transaction,
    Question const& question,
    clinic::Directory const& directory,
    std::int64_t size
);
// All lines. `each` returns false to stop.
void listAll(
    db::Transaction& transaction,
    Question const& question,
    clinic::Directory const& directory,
    std::function<bool(Line const&)> const& each
);

}  // namespace antrean::audit
