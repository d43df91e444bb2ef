#include "resource/Resource.hpp"

#include "base/Kept.hpp"
#include "http/Answer.hpp"
#include "http/RouteTable.hpp"
#include "resource/Lookup.hpp"
#include "resource/Outcomes.hpp"
#include "resource/Rows.hpp"
#include "resource/Statements.hpp"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace antrean::resource {
namespace {

using boost::json::object;
using db::Transaction;
using http::Endpoint;
using http::Request;
using http::Response;
using http::run;
using http::Work;

// A resource with its statements.
struct Prepared {
    Prepared(Resource const& its_resource, Seal const* its_seal)
        : resource(its_resource), seal(its_seal), statements(its_resource), reader(its_resource) {}

    Resource const& resource;
    Seal const* const seal;  // null: no attribute is a secret
    Statements const statements;
    RowReader const reader;
};

struct Services {
    std::shared_ptr<Prepared const> prepared;

    Prepared const* operator->() const { return prepared.get(); }
};

validation::Spec updateRules(Resource const& resource) {
    return resource.update_rules.empty() ? resource.rules : resource.update_rules;
}

Error notFound(std::string_view text, std::string_view otherwise) {
    return Error::notFound(std::string(text.empty() ? otherwise : text));
}

// The row as answers to the caller show it.
object shown(Services const& services, Request const& request, object row) {
    auto const& resource = services->resource;
    row = resource::shown(resource, std::move(row));
    if (resource.annotate != nullptr)
        resource.annotate(row);
    if (resource.conceal != nullptr && !request.caller.may(resource.write))
        resource.conceal(row);
    return row;
}

// What the client sent, as it is stored.
object written(Services const& services, Request const& request, validation::Spec rules) {
    auto row = accepted(services->resource.attributes, rules, request.input);
    closeSecrets(services->resource.attributes, services->seal, row);
    return row;
}

std::vector<Row> rows(
    Services const& services, Transaction& transaction, std::span<db::Arg const> args
) {
    std::vector<Row> found;
    transaction.fetch(
        services->statements.list.query,
        args,
        services->reader.columns(),
        [&found](std::span<db::Cell> cells) {
            found.emplace_back(cells.begin(), cells.end());
            return true;
        }
    );
    return found;
}

std::optional<Row> find(
    Services const& services, Transaction& transaction, std::int64_t id, Which which
) {
    db::Arg const args[] = {{"id", id}, only(which)};
    std::optional<Row> row;
    transaction.fetch(
        services->statements.find.query,
        args,
        services->reader.columns(),
        [&row](std::span<db::Cell> cells) {
            row.emplace(cells.begin(), cells.end());
            return false;
        }
    );
    return row;
}

// The integer result of COUNT or RETURNING id.
std::int64_t number(
    Transaction& transaction, db::Query const& query, std::span<db::Arg const> args
) {
    static constexpr db::Column kNumber[] = {{"", db::Type::integer}};
    std::int64_t result = 0;
    transaction.fetch(query, args, kNumber, [&result](std::span<db::Cell> cells) {
        result = cells[0].integer;
        return true;
    });
    return result;
}

// Which rules the dispatcher has left to check.
validation::RuleSet rulesLeft(Request const& request, validation::Spec rules) {
    return request.kept_rules == rules.data() ? validation::RuleSet::of_rows
                                              : validation::RuleSet::all;
}

std::optional<Error> broken(
    Services const& services,
    Request const& request,
    Transaction& transaction,
    validation::Spec rules,
    std::int64_t ignored_id
) {
    Lookup lookup(transaction);
    validation::Scope const scope{
        .lookup = &lookup, .ignored_id = ignored_id, .rules = rulesLeft(request, rules)};
    auto fields = validation::check(request.input, rules, scope);
    if (services->resource.amend != nullptr)
        services->resource.amend(transaction, request.input, ignored_id, fields);
    if (fields.empty())
        return std::nullopt;
    return Error::invalid(std::move(fields));
}

// The rows that the attributes refer to, read again because the attributes were just written.
void addRelations(
    Services const& services, Transaction& transaction, object& row, std::int64_t id
) {
    auto const& relations = services->resource.relations;
    if (relations.empty())
        return;
    auto stored = services->reader.read(find(services, transaction, id, Which::active).value());
    for (auto const& relation : relations)
        row[relation.key] = std::move(stored[relation.key]);
}

Change changeOf(Request const& request, Transaction& transaction) {
    return {request.caller, transaction, request.id};
}

void notifyOfChange(Resource const& resource, Transaction& transaction) {
    transaction.notice(resource.table);
    if (!resource.also_notify.empty())
        transaction.notice(resource.also_notify);
}

struct Listed {
    std::vector<Row> rows;
    http::Page page;  // with `total`, of a list that comes by page
    std::int64_t total = 0;
};

template <Which which>
Result<Listed> list(Services const& services, Request const& request, Transaction& transaction) {
    auto const& resource = services->resource;
    validation::Scope const scope{.rules = rulesLeft(request, resource.filters)};
    if (auto fields = validation::check(request.input, resource.filters, scope); !fields.empty())
        return Error::invalid(std::move(fields));
    auto const chosen = accepted(resource.attributes, resource.filters, request.input);
    auto const like = pattern(searched(request.input));
    auto args = argumentsOf(resource.attributes, chosen);
    args.emplace_back("search", like);
    args.push_back(only(which));
    if (resource.style == http::ListStyle::plain)
        return Listed{rows(services, transaction, args), {}, 0};
    auto const page = http::readPage(request.input);
    auto const total = number(transaction, services->statements.count.query, args);
    args.emplace_back("size", page.size);
    args.emplace_back("skipped", page.offset());
    return Listed{rows(services, transaction, args), page, total};
}

Response showList(Services const& services, Request const& request, Listed const& listed) {
    auto const& resource = services->resource;
    boost::json::array shown_rows;
    for (auto const& row : listed.rows)
        shown_rows.push_back(shown(services, request, services->reader.read(row)));
    return http::answerList(
        resource.style,
        resource.texts.list,
        std::move(shown_rows),
        listed.page,
        listed.total,
        request.url()
    );
}

Result<Row> detail(Services const& services, Request const& request, Transaction& transaction) {
    auto row = find(services, transaction, request.id, Which::active);
    auto const& texts = services->resource.texts;
    if (!row)
        return notFound(texts.detail_not_found, texts.not_found);
    return std::move(*row);
}

Response showDetail(Services const& services, Request const& request, Row const& row) {
    return http::answer(
        services->resource.texts.detail, shown(services, request, services->reader.read(row))
    );
}

Result<object> create(Services const& services, Request const& request, Transaction& transaction) {
    auto const& resource = services->resource;
    transaction.lock(resource.table);
    if (auto error = broken(services, request, transaction, resource.rules, 0))
        return *error;
    auto row = written(services, request, resource.rules);
    auto args = argumentsOf(resource.attributes, row);
    args.emplace_back("now", request.moment.timestamp);
    auto const id = number(transaction, services->statements.insert.query, args);
    auto const now = jsonTimestamp(request.moment.timestamp);
    row["updated_at"] = now;
    row["created_at"] = now;
    row["id"] = id;
    addRelations(services, transaction, row, id);
    notifyOfChange(resource, transaction);
    return row;
}

Response showCreated(Services const& services, Request const& request, object const& row) {
    return http::answer(services->resource.texts.created, shown(services, request, row), 201);
}

void write(
    Services const& services, Request const& request, Transaction& transaction, object& row
) {
    auto args = argumentsOf(services->resource.attributes, row);
    args.emplace_back("id", request.id);
    args.emplace_back("now", request.moment.timestamp);
    transaction.execute(services->statements.update.query, args);
    row["updated_at"] = jsonTimestamp(request.moment.timestamp);
    addRelations(services, transaction, row, request.id);
    notifyOfChange(services->resource, transaction);
}

Result<object> update(Services const& services, Request const& request, Transaction& transaction) {
    auto const& resource = services->resource;
    transaction.lock(resource.table);
    auto const rules = updateRules(resource);
    if (auto error = broken(services, request, transaction, rules, request.id))
        return *error;
    auto const stored = find(services, transaction, request.id, Which::active);
    if (!stored)
        return Error::notFound(std::string(resource.texts.not_found));
    auto const before = services->reader.read(*stored);
    auto row = before;
    // What the client left out stays as it is.
    for (auto& [key, value] : written(services, request, rules))
        row[key] = std::move(value);
    if (resource.may_update != nullptr)
        if (auto const allowed = resource.may_update(changeOf(request, transaction), before, row);
            !allowed)
            return allowed.error();
    if (row != before)
        write(services, request, transaction, row);
    return row;
}

Response showUpdated(Services const& services, Request const& request, object const& row) {
    return http::answer(services->resource.texts.updated, shown(services, request, row));
}

Result<Response> remove(
    Services const& services, Request const& request, Transaction& transaction
) {
    auto const& resource = services->resource;
    transaction.lock(resource.table);
    if (!find(services, transaction, request.id, Which::active))
        return notFound(resource.texts.removal_not_found, resource.texts.not_found);
    if (resource.may_remove != nullptr)
        if (auto const allowed = resource.may_remove(changeOf(request, transaction)); !allowed)
            return allowed.error();
    transaction.run(
        services->statements.remove.query, {{"id", request.id}, {"now", request.moment.timestamp}}
    );
    notifyOfChange(resource, transaction);
    return http::answer(resource.texts.removed);
}

Result<Row> restore(Services const& services, Request const& request, Transaction& transaction) {
    auto const& resource = services->resource;
    transaction.lock(resource.table);
    if (!find(services, transaction, request.id, Which::trashed))
        return Error::notFound(std::string(resource.texts.not_found_or_active));
    if (resource.may_restore != nullptr)
        if (auto const allowed = resource.may_restore(changeOf(request, transaction)); !allowed)
            return allowed.error();
    transaction.run(
        services->statements.restore.query, {{"id", request.id}, {"now", request.moment.timestamp}}
    );
    notifyOfChange(resource, transaction);
    return find(services, transaction, request.id, Which::active).value();
}

Response showRestored(Services const& services, Request const& request, Row const& row) {
    return http::answer(
        services->resource.texts.restored, shown(services, request, services->reader.read(row))
    );
}

// Endpoints point at their texts, so these are kept.
struct Endpoints {
    explicit Endpoints(Resource const& resource) : resource_(resource) {}

    Endpoint reading(
        Work work, validation::Spec input, std::string_view verb, http::Outcome const& outcome
    ) const {
        return {work, http::Permission::signed_in, input, summary(verb), outcome};
    }
    Endpoint writing(validation::Spec input, std::string_view verb, http::Outcome const& outcome)
        const {
        Endpoint endpoint{Work::write, resource_.write, input, summary(verb), outcome};
        // What amends the broken rules has to see all of them.
        endpoint.has_own_check = resource_.amend != nullptr;
        return endpoint;
    }

private:
    std::string_view summary(std::string_view verb) const {
        return kept(std::string(verb) + ' ' + std::string(resource_.noun));
    }

    Resource const& resource_;
};

std::vector<http::RouteOf<Services>> tableOf(Resource const& resource) {
    using enum http::Method;
    auto const path = resource.path;
    auto const& one = kept(std::string(path) + "/{id}");
    auto const& trash = kept(std::string(path) + "/trashed");
    auto const& restoring = kept(std::string(path) + "/{id}/restore");
    auto const filters = resource.filters;
    auto const gives = outcomesOf(resource);
    Endpoints const make(resource);
    auto const listing = make.reading(Work::read, filters, "List every", gives.list);
    auto const trashed = make.reading(Work::read, filters, "List every removed", gives.list);
    auto const creating = make.writing(resource.rules, "Create a", gives.created);
    auto const updating = make.writing(updateRules(resource), "Change a", gives.updated);
    auto const showing = make.reading(Work::glance, {}, "Show a", gives.detail);
    auto const removing = make.writing({}, "Remove a", gives.removed);
    auto const returning = make.writing({}, "Restore a removed", gives.restored);
    std::vector<http::RouteOf<Services>> table{
        {get, path, listing, run<list<Which::active>, showList>},
        {post, path, creating, run<create, showCreated>},
        {put, one, updating, run<update, showUpdated>},
        {get, one, showing, run<detail, showDetail>},
        {del, one, removing, run<remove>},
    };
    if (resource.texts.restored.empty())
        return table;
    table.insert(
        table.end(),
        {
            {get, trash, trashed, run<list<Which::trashed>, showList>},
            {post, restoring, returning, run<restore, showRestored>},
        }
    );
    return table;
}

}  // namespace

http::Descriptions describe(Resource const& resource) {
    return http::describe(http::RouteTable<Services>(tableOf(resource)));
}

http::Routes bind(Resource const& resource, Seal const* seal) {
    Services const services{std::make_shared<Prepared const>(resource, seal)};
    return http::bind(http::RouteTable<Services>(tableOf(resource)), services);
}

}  // namespace antrean::resource
