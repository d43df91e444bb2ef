#include "resource/Resource.hpp"

#include "base/Kept.hpp"
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

validation::Spec updateRules(Resource const& resource) {
    return resource.update_rules.empty() ? resource.rules : resource.update_rules;
}

// The operations of one resource.
class Operations {
public:
    Operations(Resource const& resource, Seal const* seal)
        : resource_(resource), seal_(seal), statements_(resource), reader_(resource) {}

    Result<http::Response> list(
        http::Request const& request, db::Transaction& transaction, Which which
    ) const {
        if (auto broken = validation::check(request.input, resource_.filters); !broken.empty())
            return Error::invalid(std::move(broken));
        auto const chosen = accepted(resource_.attributes, resource_.filters, request.input);
        auto const like = pattern(searched(request.input));
        auto args = argumentsOf(resource_.attributes, chosen);
        args.emplace_back("search", like);
        args.push_back(only(which));
        if (resource_.style == http::ListStyle::plain)
            return http::answer(resource_.texts.list, rows(transaction, args));
        auto const page = http::readPage(request.input);
        auto const total = number(transaction, statements_.count.query, args);
        args.emplace_back("size", page.size);
        args.emplace_back("skipped", page.offset());
        return http::answerList(
            resource_.style,
            resource_.texts.list,
            rows(transaction, args),
            page,
            total,
            request.url()
        );
    }

    Result<http::Response> detail(http::Request const& request, db::Transaction& transaction)
        const {
        auto row = find(transaction, request.id, Which::active);
        if (!row)
            return notFound(resource_.texts.detail_not_found);
        return http::answer(resource_.texts.detail, shown(std::move(*row)));
    }

    Result<http::Response> create(http::Request const& request, db::Transaction& transaction)
        const {
        transaction.lock(resource_.table);
        if (auto error = broken(request, transaction, resource_.rules, 0))
            return *error;
        auto row = written(request, resource_.rules);
        auto args = argumentsOf(resource_.attributes, row);
        args.emplace_back("now", request.moment.timestamp);
        auto const id = number(transaction, statements_.insert.query, args);
        auto const now = jsonTimestamp(request.moment.timestamp);
        row["updated_at"] = now;
        row["created_at"] = now;
        row["id"] = id;
        addRelations(transaction, row, id);
        changed(transaction);
        return http::answer(resource_.texts.created, shown(std::move(row)), 201);
    }

    Result<http::Response> update(http::Request const& request, db::Transaction& transaction)
        const {
        transaction.lock(resource_.table);
        auto const rules = updateRules(resource_);
        if (auto error = broken(request, transaction, rules, request.id))
            return *error;
        auto row = find(transaction, request.id, Which::active);
        if (!row)
            return notFound();
        auto const before = *row;
        // Attributes that were not sent are not changed.
        for (auto& [key, value] : written(request, rules))
            (*row)[key] = std::move(value);
        if (resource_.may_update != nullptr)
            if (auto const allowed = resource_.may_update(before, *row); !allowed)
                return allowed.error();
        if (*row != before)
            write(transaction, request, *row);
        return http::answer(resource_.texts.updated, shown(std::move(*row)));
    }

    Result<http::Response> remove(http::Request const& request, db::Transaction& transaction)
        const {
        transaction.lock(resource_.table);
        if (!find(transaction, request.id, Which::active))
            return notFound(resource_.texts.removal_not_found);
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
        return http::answer(resource_.texts.restored, shown(std::move(row.value())));
    }

private:
    Error notFound(std::string_view text = {}) const {
        return Error::notFound(std::string(text.empty() ? resource_.texts.not_found : text));
    }

    boost::json::object shown(boost::json::object row) const {
        row = resource::shown(resource_, std::move(row));
        if (resource_.annotate != nullptr)
            resource_.annotate(row);
        return row;
    }

    // The sent attributes in their stored form.
    boost::json::object written(http::Request const& request, validation::Spec rules) const {
        auto row = accepted(resource_.attributes, rules, request.input);
        closeSecrets(resource_.attributes, seal_, row);
        return row;
    }

    boost::json::array rows(db::Transaction& transaction, std::span<db::Arg const> args) const {
        boost::json::array found;
        transaction
            .fetch(statements_.list.query, args, reader_.columns(), [this, &found](auto cells) {
                found.push_back(shown(reader_.read(cells)));
                return true;
            });
        return found;
    }

    std::optional<boost::json::object> find(
        db::Transaction& transaction, std::int64_t id, Which which
    ) const {
        db::Arg const args[] = {{"id", id}, only(which)};
        std::optional<boost::json::object> row;
        transaction
            .fetch(statements_.find.query, args, reader_.columns(), [this, &row](auto cells) {
                row = reader_.read(cells);
                return false;
            });
        return row;
    }

    // The integer result of COUNT or RETURNING id.
    static std::int64_t number(
        db::Transaction& transaction, db::Query const& query, std::span<db::Arg const> args
    ) {
        static constexpr db::Column kNumber[] = {{"", db::Type::integer}};
        std::int64_t result = 0;
        transaction.fetch(query, args, kNumber, [&result](std::span<db::Cell> cells) {
            result = cells[0].integer;
            return true;
        });
        return result;
    }

    std::optional<Error> broken(
        http::Request const& request,
        db::Transaction& transaction,
        validation::Spec rules,
        std::int64_t ignored_id
    ) const {
        Lookup lookup(transaction);
        auto fields = validation::check(request.input, rules, {&lookup, ignored_id});
        if (resource_.amend != nullptr)
            resource_.amend(request.input, fields);
        if (fields.empty())
            return std::nullopt;
        return Error::invalid(std::move(fields));
    }

    // The rows that the attributes refer to, read again because the attributes were just written.
    void addRelations(db::Transaction& transaction, boost::json::object& row, std::int64_t id)
        const {
        if (resource_.relations.empty())
            return;
        auto stored = find(transaction, id, Which::active);
        for (auto const& relation : resource_.relations)
            row[relation.key] = std::move(stored.value()[relation.key]);
    }

    void write(db::Transaction& transaction, http::Request const& request, boost::json::object& row)
        const {
        auto args = argumentsOf(resource_.attributes, row);
        args.emplace_back("id", request.id);
        args.emplace_back("now", request.moment.timestamp);
        transaction.execute(statements_.update.query, args);
        row["updated_at"] = jsonTimestamp(request.moment.timestamp);
        addRelations(transaction, row, request.id);
        changed(transaction);
    }

    void changed(db::Transaction& transaction) const {
        transaction.notice(resource_.table);
        if (!resource_.also_notify.empty())
            transaction.notice(resource_.also_notify);
    }

    Resource const& resource_;
    Seal const* const seal_;  // null: no attribute is a secret
    Statements const statements_;
    RowReader const reader_;
};

}  // namespace

void addRoutes(http::Routes& routes, Resource const& resource, Seal const* seal) {
    using db::Transaction;
    using http::Method;
    using http::Permission;
    using http::Request;
    using http::Work;
    auto const operations = std::make_shared<Operations const>(resource, seal);
    auto const& one = kept(std::string(resource.path) + "/{id}");
    auto const& trashed = kept(std::string(resource.path) + "/trashed");
    auto const& restore = kept(std::string(resource.path) + "/{id}/restore");
    auto const say = [&resource](std::string_view verb) -> std::string_view {
        return kept(std::string(verb) + ' ' + std::string(resource.noun));
    };
    auto const run = [operations](auto member) {
        return http::Handler([operations, member](
                                 Request const& request, Transaction& transaction
                             ) { return ((*operations).*member)(request, transaction); });
    };
    auto const list = [operations](Which which) {
        return http::Handler([operations, which](Request const& request, Transaction& transaction) {
            return operations->list(request, transaction, which);
        });
    };
    auto const read = Permission::signed_in;
    auto const write = resource.write;
    auto const changes = updateRules(resource);
    auto const gives = outcomesOf(resource);
    // A route is a line, to be read from left to right.
    // clang-format off
    routes.insert(routes.end(), {
        {Method::get, resource.path, Work::read, read, resource.filters, say("List every"),
         list(Which::active), gives.list},
        {Method::post, resource.path, Work::write, write, resource.rules, say("Create a"),
         run(&Operations::create), gives.created},
        {Method::put, one, Work::write, write, changes, say("Change a"),
         run(&Operations::update), gives.updated},
        {Method::get, one, Work::glance, read, {}, say("Show a"), run(&Operations::detail),
         gives.detail},
        {Method::del, one, Work::write, write, {}, say("Remove a"), run(&Operations::remove),
         gives.removed},
    });
    if (resource.texts.restored.empty())
        return;
    routes.insert(routes.end(), {
        {Method::get, trashed, Work::read, read, resource.filters, say("List every removed"),
         list(Which::trashed), gives.list},
        {Method::post, restore, Work::write, write, {}, say("Bring back a removed"),
         run(&Operations::restore), gives.restored},
    });
    // clang-format on
}

}  // namespace antrean::resource
