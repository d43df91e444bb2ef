#include "resource/Rows.hpp"

#include "base/Clock.hpp"
#include "base/Fold.hpp"
#include "base/Seal.hpp"
#include "base/Text.hpp"
#include "validation/Bind.hpp"
#include "validation/Values.hpp"

#include <algorithm>

namespace antrean::resource {
namespace {

constexpr db::Column kId{"id", db::Type::integer};
constexpr db::Column kInstants[] = {
    {"created_at", db::Type::text},
    {"updated_at", db::Type::text},
    {"deleted_at", db::Type::text},
};

constexpr std::size_t columnCount(std::span<Attribute const> attributes) {
    return 1 + attributes.size() + std::size(kInstants);
}

boost::json::value jsonOf(db::Cell const& cell, db::Type type) {
    if (cell.is_null)
        return nullptr;
    switch (type) {
        case db::Type::integer:
            return cell.integer;
        case db::Type::real:
            return cell.real;
        case db::Type::text:
            return boost::json::value(cell.text);
    }
    return nullptr;
}

boost::json::value acceptedValue(
    db::Type type, validation::Field const& rules, boost::json::value const& given
) {
    if (given.is_null())
        return nullptr;
    if (type == db::Type::integer)
        return validation::integerOf(given).value_or(0);
    std::string text;
    validation::assign(text, given, rules);
    return boost::json::value(std::move(text));
}

// Gives the attributes their places (Shown).
void arrange(std::span<Attribute const> attributes, boost::json::object& row) {
    for (auto const& attribute : attributes) {
        auto const* found = row.if_contains(attribute.name);
        if (attribute.shown == Shown::always || found == nullptr)
            continue;
        auto value = *found;
        row.stable_erase(row.find(attribute.name));
        if (attribute.shown == Shown::last ||
            (attribute.shown == Shown::when_set && !value.is_null()))
            row.emplace(attribute.name, std::move(value));
        else if (attribute.shown == Shown::never && !value.is_null())
            row.emplace(secretKey(attribute), true);
    }
}

}  // namespace

std::string secretKey(Attribute const& attribute) {
    return "has_" + std::string(attribute.name);
}

db::Arg only(Which which) {
    return {which == Which::active ? "active" : "trashed", 1};
}

RowReader::RowReader(Resource const& resource) : resource_(resource) {
    addColumns(resource.attributes);
    for (auto const& relation : resource.relations)
        addColumns(relation.attributes);
}

void RowReader::addColumns(std::span<Attribute const> attributes) {
    columns_.push_back(kId);
    for (auto const& attribute : attributes)
        columns_.push_back({attribute.name, attribute.type});
    columns_.insert(columns_.end(), std::begin(kInstants), std::end(kInstants));
}

boost::json::object RowReader::read(std::span<db::Cell const> cells) const {
    auto next = columnCount(resource_.attributes);
    auto row = readTable(cells, 0, next);
    for (auto const& relation : resource_.relations) {
        auto const count = columnCount(relation.attributes);
        if (cells[next].is_null)
            row[relation.key] = nullptr;
        else
            row[relation.key] = readTable(cells, next, count);
        next += count;
    }
    return row;
}

boost::json::object RowReader::readTable(
    std::span<db::Cell const> cells, std::size_t first, std::size_t count
) const {
    auto const first_instant = first + count - std::size(kInstants);
    boost::json::object row;
    row.reserve(count);
    for (auto index = first; index < first + count; ++index) {
        auto value = jsonOf(cells[index], columns_[index].type);
        if (index >= first_instant && value.is_string())
            value = jsonTimestamp(value.get_string());
        row.emplace(columns_[index].name, std::move(value));
    }
    return row;
}

std::optional<std::string> searched(boost::json::object const& input) {
    auto const* value = input.if_contains("search");
    if (value == nullptr || !value->is_string())
        return std::nullopt;
    return std::string(value->get_string());
}

std::optional<std::string> pattern(std::optional<std::string> const& search) {
    if (!search)
        return std::nullopt;
    return '%' + text::escapeLike(text::fold(*search)) + '%';
}

boost::json::object accepted(
    std::span<Attribute const> attributes, validation::Spec rules, boost::json::object const& input
) {
    boost::json::object row;
    for (auto const& attribute : attributes) {
        auto const field = std::ranges::find(rules, attribute.name, &validation::Field::name);
        auto const* given = input.if_contains(attribute.name);
        if (field != rules.end() && given != nullptr)
            row[attribute.name] = acceptedValue(attribute.type, *field, *given);
    }
    return row;
}

boost::json::object shown(Resource const& resource, boost::json::object row) {
    arrange(resource.attributes, row);
    for (auto const& relation : resource.relations)
        if (auto* found = row.if_contains(relation.key); found != nullptr && found->is_object())
            arrange(relation.attributes, found->get_object());
    return row;
}

void closeSecrets(
    std::span<Attribute const> attributes, Seal const* seal, boost::json::object& accepted
) {
    for (auto const& attribute : attributes) {
        auto* secret = accepted.if_contains(attribute.name);
        if (attribute.shown == Shown::never && secret != nullptr && !secret->is_null())
            *secret = seal->close(std::string_view(secret->get_string()));
    }
}

std::vector<db::Arg> argumentsOf(
    std::span<Attribute const> attributes, boost::json::object const& row
) {
    std::vector<db::Arg> args;
    for (auto const& attribute : attributes) {
        auto const* value = row.if_contains(attribute.name);
        if (value == nullptr || value->is_null())
            args.emplace_back(attribute.name, nullptr);
        else if (attribute.type == db::Type::text)
            args.emplace_back(attribute.name, std::string_view(value->get_string()));
        else
            args.emplace_back(attribute.name, value->get_int64());
    }
    return args;
}

}  // namespace antrean::resource
