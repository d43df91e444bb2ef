#include "resource/Outcomes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
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
namespace is = validation;
namespace shape = http::shape;

// The value's one copy that lives as long as the program.
template <class T>
T const& kept(T value) {
    static std::vector<std::unique_ptr<T const>> values;
    return *values.emplace_back(std::make_unique<T const>(std::move(value)));
}

is::Field const* ruleOf(Resource const& resource, std::string_view name) {
    auto const rule = std::ranges::find(resource.rules, name, &is::Field::name);
    return rule == resource.rules.end() ? nullptr : &*rule;
}

Key keyOf(Resource const& resource, Attribute const& attribute) {
    auto value = shape::text;
    if (attribute.type == db::Type::integer)
        value = shape::integer;
    if (attribute.type == db::Type::real)
        value = shape::number;
    auto const* rule = ruleOf(resource, attribute.name);
    value.may_be_null = rule == nullptr || rule->has(is::RuleKind::nullable);
    return {attribute.name, value};
}

// "message template" -> "MessageTemplate"
std::string titleOf(std::string_view noun) {
    std::string title;
    bool is_start = true;
    for (char const letter : noun) {
        if (letter != ' ')
            title += is_start ? static_cast<char>(letter - 'a' + 'A') : letter;
        is_start = letter == ' ';
    }
    return title;
}

Shape const& rowShape(Resource const& resource) {
    std::vector<Key> keys{{"id", shape::integer}};
    for (auto const& attribute : resource.attributes)
        keys.push_back(keyOf(resource, attribute));
    for (auto const name : {"created_at", "updated_at", "deleted_at"})
        keys.push_back({name, shape::orNull(shape::timestamp)});
    return kept(shape::object(kept(std::move(keys)), kept(titleOf(resource.noun))));
}

// Attributes that the client left out are not in the answer (contract, 4.1).
Shape const& createdShape(Resource const& resource) {
    std::vector<Key> keys;
    for (auto const& attribute : resource.attributes) {
        auto key = keyOf(resource, attribute);
        key.may_be_absent = key.shape.may_be_null;
        keys.push_back(key);
    }
    keys.push_back({"updated_at", shape::timestamp});
    keys.push_back({"created_at", shape::timestamp});
    keys.push_back({"id", shape::integer});
    return kept(shape::object(kept(std::move(keys)), kept("Created" + titleOf(resource.noun))));
}

Outcome saying(Outcome outcome, std::string_view message) {
    return message.empty() ? outcome.silent() : outcome;
}

Outcome refusing(
    Outcome const& outcome, std::string_view not_found, std::string_view refused = {}
) {
    std::vector<Refusal> refusals{{ErrorKind::not_found, not_found}};
    if (!refused.empty())
        refusals.push_back({ErrorKind::refused, refused});
    return outcome.refusing(kept(std::move(refusals)));
}

// "name" or "status name and label"
std::string searched(Resource const& resource) {
    std::string text = fmt::format("{}", fmt::join(resource.search, " and "));
    std::ranges::replace(text, '_', ' ');
    return text;
}

}  // namespace

Outcomes outcomesOf(Resource const& resource) {
    auto const& texts = resource.texts;
    auto const& row = rowShape(resource);
    Outcomes outcomes;
    outcomes.list = saying(gives::list(row), texts.list).searching(kept(searched(resource)));
    outcomes.detail = refusing(saying(gives::one(row), texts.detail), texts.not_found);
    outcomes.created = gives::created(createdShape(resource));
    outcomes.updated = refusing(gives::one(row), texts.not_found, texts.not_updated);
    outcomes.removed = refusing(gives::message(), texts.not_found, texts.not_removed);
    outcomes.restored = refusing(gives::one(row), texts.not_found_or_active);
    return outcomes;
}

}  // namespace antrean::resource
