#include "resource/Lookup.hpp"

#include "db/Transaction.hpp"
#include "resource/Statements.hpp"

#include <fmt/core.h>

#include <map>
#include <memory>
#include <shared_mutex>
#include <string>

namespace antrean::resource {
namespace {

// One statement per table and column that a spec names. Both are constants of the program, never
// part of a request. The statements live as long as the program.
db::ComposedQuery const& statementFor(std::string_view table, std::string_view column) {
    static std::shared_mutex mutex;
    static std::map<std::string, std::unique_ptr<db::ComposedQuery const>, std::less<>> statements;
    auto const key = fmt::format("{}.{}", table, column);
    {
        std::shared_lock const lock(mutex);
        if (auto const found = statements.find(key); found != statements.end())
            return *found->second;
    }
    auto const text =
        column == "id"
            ? fmt::format(
                  "SELECT 1 AS found FROM {} WHERE id = :value AND deleted_at IS NULL", table
              )
            : fmt::format(
                  "SELECT 1 AS found FROM {} WHERE {} = :value AND id <> :ignored_id", table, column
              );
    std::unique_lock const lock(mutex);
    auto& kept = statements[key];
    if (!kept)
        kept = std::make_unique<db::ComposedQuery const>("resource.lookup." + key, text);
    return *kept;
}

}  // namespace

bool Lookup::exists(std::string_view table, std::int64_t id) {
    return transaction_.number(statementFor(table, "id").query, {{"value", id}}).has_value();
}

bool Lookup::taken(
    std::string_view table, std::string_view column, std::string_view value, std::int64_t ignored_id
) {
    auto const& statement = statementFor(table, column);
    return transaction_.number(
                           statement.query, {{"value", value}, {"ignored_id", ignored_id}}
    ).has_value();
}

}  // namespace antrean::resource
