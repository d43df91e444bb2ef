#include "audit/Audit.hpp"

#include "http/Message.hpp"

#include <utility>

namespace antrean::audit {
namespace {

using db::Column;
using db::Query;

class WatchedTransaction final : public db::Transaction {
public:
    WatchedTransaction(db::Transaction& transaction, Author const& author)
        : transaction_(transaction), author_(author) {}

    void finish() { trail_.write(transaction_, author_); }

    void fetch(Query const& query, Args args, std::span<Column const> columns, EachRow const& each)
        override {
        auto const* const change = begin(query, args);
        if (change == nullptr)
            return transaction_.fetch(query, args, columns, each);
        std::optional<std::int64_t> id;
        transaction_.fetch(query, args, columns, [&](std::span<db::Cell> row) {
            if (!columns.empty() && columns[0].type == db::Type::integer && !row[0].is_null)
                id = row[0].integer;
            return each(row);
        });
        end(*change, args, id);
    }

    std::int64_t execute(Query const& query, Args args) override {
        auto const* const change = begin(query, args);
        auto const count = transaction_.execute(query, args);
        if (change != nullptr)
            end(*change, args, std::nullopt);
        return count;
    }

    db::Engine engine() const override { return transaction_.engine(); }
    void lock(std::string_view key) override { transaction_.lock(key); }
    void afterCommit(std::function<void()> action) override {
        transaction_.afterCommit(std::move(action));
    }
    void notice(std::string_view topic) override { transaction_.notice(topic); }
    void noticeToOthers(std::string_view topic) override { transaction_.noticeToOthers(topic); }
    std::uint64_t noticesSeen() const override { return transaction_.noticesSeen(); }

private:
    // Null if the statement needs no entry.
    Change const* begin(Query const& query, Args args) {
        auto const* const change = changeOf(query, transaction_.engine());
        if (change == nullptr || (change->subject.needs_author && !author_.isKnown()))
            return nullptr;
        trail_.before(transaction_, *change, args);
        return change;
    }

    void end(Change const& change, Args args, std::optional<std::int64_t> id) {
        if (change.kind == Change::Kind::insert)
            trail_.inserted(transaction_, change, args, id);
    }

    db::Transaction& transaction_;
    Author const& author_;
    Trail trail_;
};

}  // namespace

bool Audit::run(http::Request const& request, db::Transaction& transaction, Work const& work) {
    return watch(transaction, authorOf(request), work);
}

Author authorOf(http::Request const& request) {
    auto const& caller = request.caller;
    return {
        caller.user_id == 0 ? std::nullopt : std::optional(caller.user_id),
        request.client_address,
        request.request_id,
        request.moment.timestamp,
    };
}

bool watch(
    db::Transaction& transaction,
    Author const& author,
    std::function<bool(db::Transaction&)> const& work
) {
    WatchedTransaction watched(transaction, author);
    if (!work(watched))
        return false;
    watched.finish();
    return true;
}

}  // namespace antrean::audit
