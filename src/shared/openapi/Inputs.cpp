#include "openapi/Inputs.hpp"

#include "base/Text.hpp"
#include "http/IdempotencyKey.hpp"
#include "validation/Rules.hpp"

#include <boost/json/value.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <string>

namespace antrean::openapi {
namespace {

using boost::json::array;
using boost::json::object;
using validation::Field;
using validation::Rule;
using validation::RuleKind;
using validation::Spec;

bool isElement(Field const& field) {
    return field.name.ends_with(".*");
}

bool isRequired(Field const& field) {
    return field.has(RuleKind::required) && !field.has(RuleKind::sometimes);
}

bool hasFile(Spec spec) {
    return std::ranges::any_of(spec, [](Field const& field) { return field.has(RuleKind::file); });
}

// "H:i" -> "\d\d:\d\d"
std::string patternOf(std::string_view format) {
    std::string pattern;
    for (char const letter : format)
        if (letter == 'Y')
            pattern += R"(\d{4})";
        else if (std::string_view("Hismd").find(letter) != std::string_view::npos)
            pattern += R"(\d\d)";
        else
            pattern += letter;
    return pattern;
}

std::string patternOfAny(std::string_view formats) {
    std::string pattern;
    for (auto const format : text::split(formats, '|'))
        pattern += (pattern.empty() ? "" : "|") + patternOf(format);
    return fmt::format("^({})$", pattern);
}

object typeOf(Field const& field) {
    if (field.has(RuleKind::file))
        return {{"type", "string"}, {"contentMediaType", "application/octet-stream"}};
    if (field.has(RuleKind::boolean))
        return {{"type", "boolean"}};
    if (field.has(RuleKind::integer))
        return {{"type", "integer"}};
    if (field.has(RuleKind::numeric))
        return {{"type", field.has(RuleKind::digits_between) ? "integer" : "number"}};
    object schema{{"type", "string"}};
    if (field.has(RuleKind::email))
        schema["format"] = "email";
    if (field.has(RuleKind::url))
        schema["format"] = "uri";
    if (field.has(RuleKind::date))
        schema["format"] = "date";
    if (auto const* rule = field.find(RuleKind::date_format))
        schema["pattern"] = patternOfAny(rule->text);
    else if (auto const* digits = field.find(RuleKind::digits_between))
        schema["pattern"] = fmt::format(R"(^\d{{{},{}}}$)", digits->number, digits->number_max);
    return schema;
}

struct Bounds {
    std::string_view min;
    std::string_view max;
};

// What min and max count; decided as the rules do (contract, 1.6).
Bounds boundsOf(Field const& field) {
    if (field.has(RuleKind::integer) || field.has(RuleKind::numeric))
        return {"minimum", "maximum"};
    if (field.has(RuleKind::array))
        return {"minItems", "maxItems"};
    return {"minLength", "maxLength"};
}

void addLimits(object& schema, Field const& field) {
    if (field.has(RuleKind::file))
        return;
    auto const names = boundsOf(field);
    if (auto const* rule = field.find(RuleKind::min))
        schema[names.min] = rule->number;
    if (field.has(RuleKind::array))
        schema[names.max] = validation::kItemsMax;
    if (auto const* rule = field.find(RuleKind::max))
        schema[names.max] = rule->number;
    if (auto const* rule = field.find(RuleKind::bytes_max))
        schema[names.max] = rule->number;  // a character has one byte or more
    if (auto const* rule = field.find(RuleKind::bytes_max))
        schema["maxLength"] = rule->number;  // a letter has one byte or more
    if (auto const* rule = field.find(RuleKind::between)) {
        schema[names.min] = rule->number;
        schema[names.max] = rule->number_max;
    }
    bool const may_be_any = !schema.contains("format") && !schema.contains("pattern");
    bool const can_be_empty = schema["type"] == "string" || schema["type"] == "array";
    if (field.has(RuleKind::required) && can_be_empty && may_be_any && !schema.contains(names.min))
        schema[names.min] = 1;
    if (auto const* rule = field.find(RuleKind::in)) {
        array values;
        for (auto const value : text::split(rule->text, ','))
            values.push_back(boost::json::value(value));
        schema["enum"] = std::move(values);
    }
}

object typeAndLimits(Field const& field) {
    auto schema = typeOf(field);
    addLimits(schema, field);
    return schema;
}

// Rules that JSON Schema cannot express, as text.
std::string sentence(Field const& field, Rule const& rule) {
    switch (rule.kind) {
        case RuleKind::exists:
            return fmt::format("The id of one of the {}.", text::replaceAll(rule.text, "_", " "));
        case RuleKind::unique:
            return "No other row may have it.";
        case RuleKind::after:
            return fmt::format("Later than `{}`.", rule.text);
        case RuleKind::confirmed:
            return fmt::format("To be repeated in `{}_confirmation`.", field.name);
        case RuleKind::mimes:
            return fmt::format("By its content one of {}.", text::replaceAll(rule.text, ",", ", "));
        case RuleKind::bytes_max:
            return fmt::format("At most {} bytes in UTF-8.", rule.number);
        case RuleKind::max:
            return field.has(RuleKind::file) ? fmt::format("At most {} KiB.", rule.number) : "";
        default:
            return "";
    }
}

void describe(object& schema, Field const& field) {
    std::string text;
    for (std::size_t index = 0; index < field.rule_count; ++index) {
        auto const more = sentence(field, field.rules[index]);
        if (!more.empty())
            text += (text.empty() ? "" : " ") + more;
    }
    if (!text.empty())
        schema["description"] = text;
}

object schemaOf(Spec spec, Field const& field) {
    object schema;
    if (field.has(RuleKind::array)) {
        object items;
        for (auto const& other : spec)
            if (isElement(other) && other.name.substr(0, other.name.size() - 2) == field.name)
                items = schemaOf(spec, other);
        schema = {{"type", "array"}, {"items", std::move(items)}};
    } else {
        schema = typeOf(field);
    }
    addLimits(schema, field);
    describe(schema, field);
    return schema;
}

object orNull(object schema) {
    schema["type"] = array{schema["type"], "null"};
    if (auto* values = schema.if_contains("enum"))
        values->get_array().push_back(nullptr);
    return schema;
}

object bodySchema(Spec spec) {
    object properties;
    array required;
    auto const add = [&properties,
                      &required](std::string_view name, object schema, bool is_needed) {
        properties[name] = std::move(schema);
        if (is_needed)
            required.push_back(boost::json::value(name));
    };
    for (auto const& field : spec) {
        if (isElement(field))
            continue;
        auto schema = schemaOf(spec, field);
        if (field.has(RuleKind::nullable) && !field.has(RuleKind::file))
            schema = orNull(std::move(schema));
        add(field.name, std::move(schema), isRequired(field));
        if (field.has(RuleKind::confirmed))
            add(std::string(field.name) + "_confirmation", typeAndLimits(field), isRequired(field));
    }
    object schema{{"type", "object"}, {"properties", std::move(properties)}};
    if (!required.empty())
        schema["required"] = std::move(required);
    return schema;
}

object parameter(std::string_view name, std::string_view place, object schema) {
    object made{{"name", name}, {"in", place}};
    if (place == "path")
        made["required"] = true;
    if (auto* text = schema.if_contains("description")) {
        made["description"] = std::move(*text);
        schema.erase("description");
    }
    made["schema"] = std::move(schema);
    return made;
}

void addPath(array& list, std::string_view path) {
    for (auto const segment : text::split(path, '/')) {
        if (!segment.starts_with('{'))
            continue;
        auto const name = segment.substr(1, segment.size() - 2);
        object schema{{"type", "string"}};
        if (name == "id")
            schema = {{"type", "integer"}, {"minimum", 1}};
        list.push_back(parameter(name, "path", std::move(schema)));
    }
}

void addQuery(array& list, Spec spec) {
    for (auto const& field : spec) {
        if (isElement(field))
            continue;
        auto const suffix = field.has(RuleKind::array) ? "[]" : "";
        auto made = parameter(std::string(field.name) + suffix, "query", schemaOf(spec, field));
        if (isRequired(field))
            made["required"] = true;
        list.push_back(std::move(made));
    }
}

void addPaging(array& list) {
    list.push_back(parameter("page", "query", {{"type", "integer"}, {"minimum", 1}, {"default", 1}})
    );
    list.push_back(parameter(
        "per_page",
        "query",
        {{"type", "integer"}, {"minimum", 1}, {"maximum", 100}, {"default", 10}}
    ));
}

void addIdempotencyKey(array& list) {
    object schema{
        {"type", "string"},
        {"minLength", 1},
        {"maxLength", http::kIdempotencyKeyBytesMax},
        {"pattern", "^[ -~]+$"},
        {"description", "A random text; the same request with the same text is carried out once."},
    };
    list.push_back(parameter(http::kIdempotencyKey, "header", std::move(schema)));
}

// Lists take their filters from the query, even with another method than GET.
bool readsQuery(http::Description const& route) {
    return route.method == http::Method::get || route.outcome.is_list;
}

}  // namespace

array parameters(http::Description const& route) {
    array list;
    addPath(list, route.path);
    if (route.outcome.may_be_known)
        list.push_back(parameter("If-None-Match", "header", {{"type", "string"}}));
    if (route.outcome.may_be_part)
        list.push_back(parameter("Range", "header", {{"type", "string"}}));
    if (http::takesIdempotencyKey(route))
        addIdempotencyKey(list);
    if (!readsQuery(route))
        return list;
    addQuery(list, route.input);
    if (!route.outcome.searched.empty()) {
        auto search = typeAndLimits(http::kSearch);
        search["description"] = fmt::format("A part of {}, in any case.", route.outcome.searched);
        list.push_back(parameter(http::kSearch.name, "query", std::move(search)));
    }
    if (route.outcome.style != http::ListStyle::plain)
        addPaging(list);
    return list;
}

object requestBody(http::Description const& route, std::string_view name, Schemas& schemas) {
    if (readsQuery(route) || route.input.empty())
        return {};
    object const media{{"schema", schemas.keepAs(name, bodySchema(route.input))}};
    object content;
    if (hasFile(route.input)) {
        content["multipart/form-data"] = media;
    } else {
        content["application/json"] = media;
        content["application/x-www-form-urlencoded"] = media;
    }
    return {
        {"required", std::ranges::any_of(route.input, isRequired)},
        {"content", std::move(content)},
    };
}

}  // namespace antrean::openapi
