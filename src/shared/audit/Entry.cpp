#include "audit/Entry.hpp"

#include "audit/Audit.hpp"
#include "audit/Sql.hpp"
#include "audit/Trail.hpp"
#include "db/Transaction.hpp"

#include <vector>

namespace antrean::audit {
namespace {

template <class Row>
void list(
    db::Transaction& transaction,
    db::Query const& query,
    Selection const& selection,
    std::function<bool(Row&&)> const& each
) {
    auto const& behind = selection.behind;
    std::optional<std::string> const behind_at =
        behind ? std::optional(behind->created_at) : std::nullopt;
    std::optional<std::int64_t> const behind_id = behind ? std::optional(behind->id) : std::nullopt;
    db::Arg const args[] = {
        {"from_at", selection.from_at},
        {"to_at", selection.to_at},
        {"user_id", selection.user_id},
        {"kind", selection.kind},
        {"object_id", selection.object_id},
        {"behind_at", behind_at},
        {"behind_id", behind_id},
        {"size", selection.size},
    };
    transaction.fetch(query, args, db::RowOf<Row>::columns(), [&each](std::span<db::Cell> cells) {
        return each(db::RowOf<Row>::take(cells));
    });
}

}  // namespace

void insertEntry(db::Transaction& transaction, Author const& author, NewEntry const& entry) {
    transaction.run(
        sql::kInsertEntry,
        {{"now", author.now},
         {"user_id", author.user_id},
         {"kind", entry.kind},
         {"action", entry.action},
         {"object_id", entry.object_id},
         {"object_name", entry.object_name},
         {"before", entry.before},
         {"after", entry.after},
         {"address", author.address},
         {"request_id", author.request_id}}
    );
}

void record(db::Transaction& transaction, http::Request const& request, NewEntry const& entry) {
    insertEntry(transaction, authorOf(request), entry);
}

void listEntries(
    db::Transaction& transaction,
    Selection const& selection,
    std::function<bool(Entry&&)> const& each
) {
    list<Entry>(transaction, sql::kListEntries, selection, each);
}

void listVisitChanges(
    db::Transaction& transaction,
    Selection const& selection,
    std::function<bool(VisitChange&&)> const& each
) {
    list<VisitChange>(transaction, sql::kListVisitChanges, selection, each);
}

std::int64_t removeEntries(
    db::Transaction& transaction, std::string const& before, std::int64_t count_max
) {
    return transaction.run(sql::kRemoveEntries, {{"before", before}, {"count_max", count_max}});
}

}  // namespace antrean::audit
