#include "resource/Outcomes.hpp"

#include "base/Kept.hpp"
#include "base/Text.hpp"
#include "resource/Rows.hpp"

#include <string>
#include <utility>
#include <vector>

namespace antrean::resource {
namespace {

using http::Key;
using http::Outcome;
using http::Refusal;
using http::Shape;
namespace gives = http::gives;
namespace shape = http::shape;

Key keyOf(Attribute const& attribute) {
    auto value = shape::ofColumn(attribute.name);
    if (attribute.type == db::Type::integer)
        value = shape::integer;
    if (attribute.type == db::Type::real)
        value = shape::number;
    value.may_be_null = attribute.may_be_null;
    return {attribute.name, value};
}

// "message template" -> "MessageTemplate"
std::string titleOf(std::string_view noun) {
    std::string title;
    bool is_start = true;
    for (char const letter : noun) {
        bool const is_lower = letter >= 'a' && letter <= 'z';
        if (is_lower || (letter >= 'A' && letter <= 'Z'))
            title += is_start && is_lower ? static_cast<char>(letter - 'a' + 'A') : letter;
        is_start = letter == ' ' || letter == '_' || letter == '-';
    }
    return title;
}

// Attributes that come after the others (Shown).
void addLastKeys(
    std::vector<Key>& keys, std::span<Attribute const> attributes, bool may_be_absent
) {
    for (auto const& attribute : attributes) {
        if (attribute.shown == Shown::last) {
            keys.push_back(keyOf(attribute));
            keys.back().may_be_absent = may_be_absent;
        }
        if (attribute.shown == Shown::never)
            keys.push_back(shape::maybe(kept(secretKey(attribute)), shape::boolean));
        if (attribute.shown == Shown::when_set)
            keys.push_back(shape::maybe(attribute.name, shape::ofColumn(attribute.name)));
    }
}

std::vector<Key> rowKeys(std::span<Attribute const> attributes) {
    std::vector<Key> keys{{"id", shape::integer}};
    for (auto const& attribute : attributes)
        if (attribute.shown == Shown::always)
            keys.push_back(keyOf(attribute));
    for (auto const name : {"created_at", "updated_at", "deleted_at"})
        keys.push_back({name, shape::orNull(shape::timestamp)});
    addLastKeys(keys, attributes, false);
    return keys;
}

void addRelations(std::vector<Key>& keys, std::span<Relation const> relations) {
    for (auto const& relation : relations) {
        auto const row =
            shape::object(kept(rowKeys(relation.attributes)), kept(titleOf(relation.key)));
        keys.push_back({relation.key, shape::orNull(row)});
    }
}

Shape const& rowShape(Resource const& resource) {
    auto keys = rowKeys(resource.attributes);
    addRelations(keys, resource.relations);
    keys.insert(keys.end(), resource.annotations.begin(), resource.annotations.end());
    return kept(shape::object(kept(std::move(keys)), kept(titleOf(resource.noun))));
}

// Attributes that the client did not send are not in the answer (contract, 4.1).
Shape const& createdShape(Resource const& resource) {
    std::vector<Key> keys;
    for (auto const& attribute : resource.attributes) {
        if (attribute.shown != Shown::always)
            continue;
        auto key = keyOf(attribute);
        key.may_be_absent = attribute.may_be_null;
        keys.push_back(key);
    }
    keys.push_back({"updated_at", shape::timestamp});
    keys.push_back({"created_at", shape::timestamp});
    keys.push_back({"id", shape::integer});
    addLastKeys(keys, resource.attributes, true);
    addRelations(keys, resource.relations);
    keys.insert(keys.end(), resource.annotations.begin(), resource.annotations.end());
    return kept(shape::object(kept(std::move(keys)), kept("Created" + titleOf(resource.noun))));
}

Outcome saying(Outcome outcome, std::string_view message) {
    return message.empty() ? outcome.silent() : outcome;
}

Outcome refusing(
    Outcome const& outcome, std::string_view not_found, std::string_view refused = {}
) {
    auto const& unknown = kept(Refusal{ErrorKind::not_found, not_found});
    if (refused.empty())
        return outcome.refusing(unknown);
    return outcome.refusing(unknown, kept(Refusal{ErrorKind::refused, refused}));
}

std::string_view either(std::string_view text, std::string_view otherwise) {
    return text.empty() ? otherwise : text;
}

// "name" or "status name and label"; a relation's column by its own name
std::string searched(Resource const& resource) {
    std::string text;
    for (auto const column : resource.search) {
        auto const name = column.substr(column.rfind('.') + 1);
        text += (text.empty() ? "" : " and ") + text::replaceAll(name, "_", " ");
    }
    return text;
}

}  // namespace

Outcomes outcomesOf(Resource const& resource) {
    auto const& texts = resource.texts;
    auto const& row = rowShape(resource);
    Outcomes outcomes;
    outcomes.list =
        saying(gives::list(row, resource.style), texts.list).searching(kept(searched(resource)));
    outcomes.detail = refusing(
        saying(gives::one(row), texts.detail), either(texts.detail_not_found, texts.not_found)
    );
    outcomes.created = gives::created(createdShape(resource));
    outcomes.updated = refusing(gives::one(row), texts.not_found, texts.not_updated);
    outcomes.removed = refusing(
        gives::message(), either(texts.removal_not_found, texts.not_found), texts.not_removed
    );
    outcomes.restored = refusing(gives::one(row), texts.not_found_or_active, texts.not_restored);
    return outcomes;
}

}  // namespace antrean::resource
