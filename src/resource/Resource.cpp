#include "resource/Resource.hpp"

#include "http/Answer.hpp"
#include "resource/Lookup.hpp"
#include "resource/Outcomes.hpp"
#include "resource/Rows.hpp"
#include "resource/Statements.hpp"

#include <memory>
#include <string>
#include <utility>

namespace antrean::resource {
namespace {

// The seven operations of one resource.
class Operations {
public:
    explicit Operations(Resource const& resource) : resource_(resource), statements_(resource) {}

    http::Response list(http::Request const& request, db::Transaction& transaction, Which which)
        const {
        auto rows = listRows(
            transaction, resource_, statements_.list.query, which, searched(request.input)
        );
        return http::answer(resource_.texts.list, std::move(rows));
    }

    Result<http::Response> detail(http::Request const& request, db::Transaction& transaction)
        const {
        auto row = find(transaction, request.id, Which::active);
        if (!row)
            return Error::notFound(std::string(resource_.texts.not_found));
        return http::answer(resource_.texts.detail, std::move(*row));
    }

    Result<http::Response> create(http::Request const& request, db::Transaction& transaction)
        const {
        transaction.lock(resource_.table);
        if (auto error = broken(request, transaction, 0))
            return *error;
        boost::json::object row;
        assign(row, request.input);
        auto args = argumentsOf(resource_, row);
        args.emplace_back("now", request.moment.timestamp);
        auto const id = insert(transaction, args);
        auto const now = jsonTimestamp(request.moment.timestamp);
        row["updated_at"] = now;
        row["created_at"] = now;
        row["id"] = id;
        changed(transaction);
        return http::answer(resource_.texts.created, std::move(row), 201);
    }

    Result<http::Response> update(http::Request const& request, db::Transaction& transaction)
        const {
        transaction.lock(resource_.table);
        if (auto error = broken(request, transaction, request.id))
            return *error;
        auto row = find(transaction, request.id, Which::active);
        if (!row)
            return Error::notFound(std::string(resource_.texts.not_found));
        auto const before = *row;
        assign(*row, request.input);
        if (resource_.may_update != nullptr)
            if (auto const allowed = resource_.may_update(before, *row); !allowed)
                return allowed.error();
        if (*row != before)
            write(transaction, request, *row);
        return http::answer(resource_.texts.updated, std::move(*row));
    }

    Result<http::Response> remove(http::Request const& request, db::Transaction& transaction)
        const {
        transaction.lock(resource_.table);
        if (!find(transaction, request.id, Which::active))
            return Error::notFound(std::string(resource_.texts.not_found));
        if (resource_.may_remove != nullptr)
            if (auto const allowed = resource_.may_remove(transaction, request.id); !allowed)
                return allowed.error();
        transaction.run(
            statements_.remove.query, {{"id", request.id}, {"now", request.moment.timestamp}}
        );
        changed(transaction);
        return http::answer(resource_.texts.removed);
    }

    Result<http::Response> restore(http::Request const& request, db::Transaction& transaction)
        const {
        transaction.lock(resource_.table);
        if (!find(transaction, request.id, Which::trashed))
            return Error::notFound(std::string(resource_.texts.not_found_or_active));
        transaction.run(
            statements_.restore.query, {{"id", request.id}, {"now", request.moment.timestamp}}
        );
        changed(transaction);
        auto row = find(transaction, request.id, Which::active);
        return http::answer(resource_.texts.restored, std::move(row.value()));
    }

private:
    std::optional<boost::json::object> find(
        db::Transaction& transaction, std::int64_t id, Which which
    ) const {
        return findRow(transaction, resource_, statements_.find.query, id, which);
    }

    std::optional<Error> broken(
        http::Request const& request, db::Transaction& transaction, std::int64_t ignored_id
    ) const {
        Lookup lookup(transaction);
        auto fields = validation::check(request.input, resource_.rules, {&lookup, ignored_id});
        if (fields.empty())
            return std::nullopt;
        auto error = Error::invalid(std::move(fields));
        if (resource_.amend != nullptr)
            resource_.amend(error);
        return error;
    }

    // Takes over the attributes that the client sent; those it left out stay as they are.
    void assign(boost::json::object& row, boost::json::object const& input) const {
        for (auto const& attribute : resource_.attributes)
            if (auto const* value = input.if_contains(attribute.name))
                row[attribute.name] = castTo(attribute.type, *value);
    }

    std::int64_t insert(db::Transaction& transaction, std::span<db::Arg const> args) const {
        static constexpr db::Column kReturned[] = {{"id", db::Type::integer}};
        std::int64_t id = 0;
        transaction
            .fetch(statements_.insert.query, args, kReturned, [&id](std::span<db::Cell> cells) {
                id = cells[0].integer;
                return true;
            });
        return id;
    }

    void write(db::Transaction& transaction, http::Request const& request, boost::json::object& row)
        const {
        auto args = argumentsOf(resource_, row);
        args.emplace_back("id", request.id);
        args.emplace_back("now", request.moment.timestamp);
        transaction.execute(statements_.update.query, args);
        row["updated_at"] = jsonTimestamp(request.moment.timestamp);
        changed(transaction);
    }

    void changed(db::Transaction& transaction) const {
        transaction.notice(resource_.table);
        if (!resource_.also_notify.empty())
            transaction.notice(resource_.also_notify);
    }

    Resource const& resource_;
    Statements const statements_;
};

// Route paths and summaries are views; those made here live as long as the program.
std::string_view kept(std::string text) {
    static std::vector<std::unique_ptr<std::string const>> texts;
    return *texts.emplace_back(std::make_unique<std::string const>(std::move(text)));
}

}  // namespace

void addRoutes(http::Routes& routes, Resource const& resource) {
    using db::Transaction;
    using http::Method;
    using http::Permission;
    using http::Request;
    using http::Work;
    auto const operations = std::make_shared<Operations const>(resource);
    auto const one = kept(std::string(resource.path) + "/{id}");
    auto const trashed = kept(std::string(resource.path) + "/trashed");
    auto const restore = kept(std::string(resource.path) + "/{id}/restore");
    auto const say = [&resource](std::string_view verb) {
        return kept(std::string(verb) + ' ' + std::string(resource.noun));
    };
    auto const run = [operations](auto member) {
        return http::Handler([operations, member](
                                 Request const& request, Transaction& transaction
                             ) { return ((*operations).*member)(request, transaction); });
    };
    auto const list = [operations](Which which) {
        return http::Handler(
            [operations, which](
                Request const& request, Transaction& transaction
            ) -> Result<http::Response> { return operations->list(request, transaction, which); }
        );
    };
    auto const read = Permission::signed_in;
    auto const write = resource.write;
    auto const gives = outcomesOf(resource);
    // A route is a line, to be read from left to right.
    // clang-format off
    routes.insert(routes.end(), {
        {Method::get, resource.path, Work::read, read, {}, say("List every"), list(Which::active),
         gives.list},
        {Method::post, resource.path, Work::write, write, resource.rules, say("Create a"),
         run(&Operations::create), gives.created},
        {Method::get, trashed, Work::read, read, {}, say("List every removed"),
         list(Which::trashed), gives.list},
        {Method::put, one, Work::write, write, resource.rules, say("Change a"),
         run(&Operations::update), gives.updated},
        {Method::get, one, Work::glance, read, {}, say("Show a"), run(&Operations::detail),
         gives.detail},
        {Method::del, one, Work::write, write, {}, say("Remove a"), run(&Operations::remove),
         gives.removed},
        {Method::post, restore, Work::write, write, {}, say("Bring back a removed"),
         run(&Operations::restore), gives.restored},
    });
    // clang-format on
}

}  // namespace antrean::resource
