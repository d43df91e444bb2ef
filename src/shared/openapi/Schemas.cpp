#include "openapi/Schemas.hpp"

#include "base/Text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

namespace antrean::openapi {
namespace {

using boost::json::array;
using boost::json::object;
using http::Key;
using http::Shape;

object text(std::string_view format, std::string_view pattern, std::string_view example) {
    object schema{{"type", "string"}};
    if (!format.empty())
        schema["format"] = format;
    if (!pattern.empty())
        schema["pattern"] = pattern;
    if (!example.empty())
        schema["examples"] = array{example};
    return schema;
}

object plainText(Shape const& shape) {
    auto schema = text("", "", shape.example);
    if (shape.values.empty())
        return schema;
    array values;
    for (auto const value : text::split(shape.values, ','))
        values.push_back(boost::json::value(value));
    schema["enum"] = std::move(values);
    return schema;
}

object ofType(Shape const& shape) {
    switch (shape.type) {
        case Shape::Type::text:
            return plainText(shape);
        case Shape::Type::integer:
            return {{"type", "integer"}};
        case Shape::Type::number:
            return {{"type", "number"}};
        case Shape::Type::boolean:
            return {{"type", "boolean"}};
        case Shape::Type::date:
            return text("date", R"(^\d{4}-\d\d-\d\d$)", "2025-12-29");
        case Shape::Type::time:
            return text("", R"(^\d\d:\d\d:\d\d$)", "09:15:00");
        case Shape::Type::short_time:
            return text("", R"(^\d\d:\d\d$)", "09:15");
        case Shape::Type::timestamp:
            return text(
                "date-time",
                R"(^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000000Z$)",
                "2025-12-29T06:15:48.000000Z"
            );
        case Shape::Type::instant:
            return text(
                "date-time",
                R"(^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$)",
                "2026-01-10T05:07:34.112425Z"
            );
        case Shape::Type::sent_time:
            return text("", R"(^\d\d:\d\d(:\d\d)?$)", "09:15");
        case Shape::Type::sent_integer:
            return {{"type", array{"integer", "string", "boolean"}}, {"examples", array{3}}};
        case Shape::Type::list:
        case Shape::Type::object:
        case Shape::Type::either:
        case Shape::Type::anything:
            return {};
    }
    return {};
}

std::vector<Key> keysOf(Shape const& shape) {
    std::vector<Key> keys;
    if (shape.base != nullptr)
        keys = keysOf(*shape.base);
    for (auto const& key : std::span(shape.keys, shape.key_count)) {
        auto const replaced = std::ranges::find(keys, key.name, &Key::name);
        if (replaced == keys.end())
            keys.push_back(key);
        else
            *replaced = key;
    }
    return keys;
}

object orNull(object schema) {
    if (auto const* type = schema.if_contains("type"); type != nullptr && type->is_string()) {
        schema["type"] = array{*type, "null"};
        if (auto* values = schema.if_contains("enum"))
            values->get_array().push_back(nullptr);
        return schema;
    }
    if (schema.empty())
        return schema;
    return {{"anyOf", array{std::move(schema), object{{"type", "null"}}}}};
}

}  // namespace

object Schemas::of(Shape const& shape) {
    object schema;
    if (!shape.name.empty())
        schema = keepAs(shape.name, ofObject(keysOf(shape), shape.element));
    else if (shape.type == Shape::Type::object)
        schema = ofObject(keysOf(shape), shape.element);
    else if (shape.type == Shape::Type::list)
        schema = {{"type", "array"}, {"items", of(*shape.element)}};
    else if (shape.type == Shape::Type::either)
        schema = {{"anyOf", array{of(*shape.element), of(*shape.other)}}};
    else
        schema = ofType(shape);
    return shape.may_be_null ? orNull(std::move(schema)) : schema;
}

object Schemas::ofObject(std::span<Key const> keys, Shape const* others) {
    object properties;
    array required;
    for (auto const& key : keys) {
        properties[key.name] = of(key.shape);
        if (!key.may_be_absent)
            required.push_back(boost::json::value(key.name));
    }
    object schema{{"type", "object"}, {"properties", std::move(properties)}};
    if (!required.empty())
        schema["required"] = std::move(required);
    if (others == nullptr)
        schema["additionalProperties"] = false;
    else
        schema["additionalProperties"] = of(*others);
    return schema;
}

object Schemas::keepAs(std::string_view name, object schema) {
    if (auto const* known = kept_.if_contains(name); known == nullptr)
        kept_[name] = std::move(schema);
    else if (*known != schema)
        throw std::logic_error("two schemas are named " + std::string(name));
    return {{"$ref", "#/components/schemas/" + std::string(name)}};
}

}  // namespace antrean::openapi
