#include "audit/Trail.hpp"

#include "audit/Entry.hpp"
#include "delivery/SecretUrl.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>
#include <span>
#include <string_view>
#include <utility>

namespace antrean::audit {
namespace {

using boost::json::object;
using boost::json::value;
using db::Transaction;

constexpr std::string_view kChanged = "changed";
// Configs that every client may read, and the URL of n8n. Others may be secrets of integrations.
constexpr std::string_view kOpenConfigs = "clinic_";
constexpr std::string_view kUrlConfigs = "_url";

// A statement for each subject: its fields, when it was trashed, and its label.
struct Reader {
    explicit Reader(Subject const& subject)
        : query(fmt::format("audit.snapshot.{}", subject.table), textOf(subject)) {
        for (auto const& field : subject.fields)
            columns.push_back({field.name, field.type});
        columns.push_back({"trashed_at", db::Type::text});
        columns.push_back({"label", db::Type::text});
    }

    static std::string_view orNull(std::string_view sql) { return sql.empty() ? "NULL" : sql; }
    static std::string textOf(Subject const& subject) {
        std::string list;
        for (auto const& field : subject.fields)
            list += fmt::format("{} AS {}, ", subject.columnOf(field), field.name);
        return fmt::format(
            "SELECT {}CAST({} AS TEXT) AS trashed_at, CAST({} AS TEXT) AS label\n"
            "FROM {}\nWHERE {} = :id\nORDER BY 1",
            list,
            orNull(subject.trashed_at),
            orNull(subject.label),
            subject.table,
            subject.id
        );
    }

    db::ComposedQuery const query;
    std::vector<db::Column> columns;
};

Reader const& readerOf(Subject const& subject) {
    static auto const readers = [] {
        std::vector<std::unique_ptr<Reader const>> list;
        for (auto const& each : subjects())
            list.push_back(std::make_unique<Reader const>(each));
        return list;
    }();
    return *readers[static_cast<std::size_t>(&subject - subjects().data())];
}

value valueOf(db::Cell const& cell, db::Type type) {
    if (cell.is_null)
        return nullptr;
    if (type == db::Type::integer)
        return cell.integer;
    return value(cell.text);
}

Snapshot snapshotOf(Transaction& transaction, Subject const& subject, std::int64_t id) {
    auto const& reader = readerOf(subject);
    Snapshot snapshot;
    boost::json::array list;
    db::Arg const args[] = {{"id", id}};
    transaction.fetch(reader.query.query, args, reader.columns, [&](std::span<db::Cell> row) {
        snapshot.exists = true;
        auto const count = subject.fields.size();
        snapshot.is_trashed = !row[count].is_null;
        if (!row[count + 1].is_null)
            snapshot.label = row[count + 1].text;
        if (subject.is_list)
            list.push_back(valueOf(row[0], subject.fields[0].type));
        else
            for (std::size_t i = 0; i < count; ++i)
                snapshot.fields[subject.fields[i].name] = valueOf(row[i], subject.fields[i].type);
        return subject.is_list;
    });
    if (subject.is_list)
        snapshot.fields[subject.fields[0].name] = std::move(list);
    return snapshot;
}

value shownConfig(std::string_view name, value const& text) {
    if (delivery::namesSecret(name) || !text.is_string())
        return value(kChanged);
    if (name.starts_with(kOpenConfigs))
        return text;
    return value(
        name.ends_with(kUrlConfigs) ? delivery::withoutCredentials(text.get_string())
                                    : std::string(kChanged)
    );
}

value shownField(Field const& field, object const& fields) {
    auto const& stored = fields.at(field.name);
    if (stored.is_null())
        return nullptr;
    switch (field.shown) {
        case Shown::value:
            return stored;
        case Shown::url:
            return value(delivery::withoutCredentials(stored.get_string()));
        case Shown::config:
            return shownConfig(fields.at("name").get_string(), stored);
        case Shown::changed:
            return value(kChanged);
    }
    return value(kChanged);
}

// The fields that are in one of the objects only, or with another value. Null without fields.
std::optional<std::string> shownFields(
    Subject const& subject, object const& fields, object const& other
) {
    object shown;
    for (auto const& field : subject.fields) {
        auto const* const mine = fields.if_contains(field.name);
        auto const* const others = other.if_contains(field.name);
        if (mine != nullptr && (others == nullptr || *mine != *others))
            shown[field.name] = shownField(field, fields);
    }
    if (shown.empty())
        return std::nullopt;
    return boost::json::serialize(shown);
}

std::string_view actionOf(Subject const& subject, Snapshot const& before, Snapshot const& after) {
    if (subject.is_list)
        return kChangedAction;
    if (!before.exists)
        return kCreatedAction;
    if (!after.exists || (after.is_trashed && !before.is_trashed))
        return kRemovedAction;
    if (before.is_trashed && !after.is_trashed)
        return kRestoredAction;
    return kChangedAction;
}

bool isSame(Snapshot const& before, Snapshot const& after) {
    return before.fields == after.fields && before.is_trashed == after.is_trashed;
}

// What is in the trash is gone, for readers.
object const& seen(Snapshot const& snapshot) {
    static object const nothing;
    return snapshot.is_trashed ? nothing : snapshot.fields;
}

std::optional<std::int64_t> idAmong(Subject const& subject, db::Statements::Args args) {
    auto const found = std::ranges::find(args, subject.id, &db::Arg::name);
    if (found == args.end() || !std::holds_alternative<std::int64_t>(found->value))
        return std::nullopt;
    return std::get<std::int64_t>(found->value);
}

std::vector<std::int64_t> objectsOf(
    Transaction& transaction, Change const& change, db::Statements::Args args
) {
    static constexpr std::array kColumns{db::Column{"id", db::Type::integer}};
    std::vector<std::int64_t> ids;
    transaction.fetch(change.objects->query, args, kColumns, [&ids](std::span<db::Cell> row) {
        ids.push_back(row[0].integer);
        return true;
    });
    return ids;
}

}  // namespace

void Trail::before(Transaction& transaction, Change const& change, db::Statements::Args args) {
    if (change.kind == Change::Kind::insert)
        if (auto const id = idAmong(change.subject, args))
            return touch(transaction, change.subject, *id);
    if (change.objects == nullptr)
        return;
    for (auto const id : objectsOf(transaction, change, args))
        touch(transaction, change.subject, id);
}

void Trail::inserted(
    Transaction& transaction,
    Change const& change,
    db::Statements::Args args,
    std::optional<std::int64_t> id
) {
    auto const isNew = [&](std::int64_t object) { return !knows(change.subject, object); };
    if (id) {
        if (isNew(*id))
            touched_.push_back({&change.subject, *id, {}});
    } else if (change.objects != nullptr) {
        for (auto const object : objectsOf(transaction, change, args))
            if (isNew(object))
                touched_.push_back({&change.subject, object, {}});
    }
}

void Trail::touch(Transaction& transaction, Subject const& subject, std::int64_t id) {
    if (!knows(subject, id))
        touched_.push_back({&subject, id, snapshotOf(transaction, subject, id)});
}

bool Trail::knows(Subject const& subject, std::int64_t id) const {
    return std::ranges::any_of(touched_, [&](Touched const& touched) {
        return touched.subject == &subject && touched.id == id;
    });
}

void Trail::write(Transaction& transaction, Author const& author) const {
    for (auto const& [subject, id, before] : touched_) {
        auto const after = snapshotOf(transaction, *subject, id);
        if (isSame(before, after))
            continue;
        insertEntry(
            transaction,
            author,
            {
                .kind = std::string(subject->kind),
                .action = std::string(actionOf(*subject, before, after)),
                .object_id = id,
                .object_name = after.label ? after.label : before.label,
                .before = shownFields(*subject, seen(before), seen(after)),
                .after = shownFields(*subject, seen(after), seen(before)),
            }
        );
    }
}

}  // namespace antrean::audit
