// Describes the JSON of an answer as data. The API document is generated from it, and the API tests
// compare every answer with that document. A shape is written beside the code that writes its JSON.
//
//   constexpr Key kQueueKeys[] = {{"id", shape::integer}, {"call_time", orNull(shape::time)}};
//   constexpr Shape kQueue = shape::object(kQueueKeys, "Queue");
#pragma once

#include <boost/describe.hpp>
#include <boost/mp11.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace antrean::http {

struct Key;

// All pointers point to static data.
struct Shape {
    enum class Type : std::uint8_t {
        text,
        integer,
        number,
        boolean,
        date,          // "2025-12-29"
        time,          // "09:15:00"
        short_time,    // "09:15"
        timestamp,     // "2025-12-29T06:15:48.000000Z": a stored instant
        instant,       // like timestamp, with the real microseconds
        sent_time,     // "09:15" or "09:15:00", as the client sent it
        sent_integer,  // in the JSON type that the client sent it in
        list,          // of `element`
        object,
        either,  // `element` or `other`
        anything,
    };
    Type type{};
    bool may_be_null = false;
    std::string_view name = {};     // of the schema in the document; empty: inline
    std::string_view values = {};   // text: one of these, between commas; empty: any
    std::string_view example = {};  // text
    Shape const* base = nullptr;    // object: its keys come first; `keys` may replace some
    Key const* keys = nullptr;      // object, in order
    std::size_t key_count = 0;
    Shape const* element = nullptr;  // of a list; object: the values of its unnamed keys
    Shape const* other = nullptr;
};

struct Key {
    std::string_view name;
    Shape shape;
    bool may_be_absent = false;
};

namespace shape {

inline constexpr Shape text{Shape::Type::text};
inline constexpr Shape integer{Shape::Type::integer};
inline constexpr Shape number{Shape::Type::number};
inline constexpr Shape boolean{Shape::Type::boolean};
inline constexpr Shape date{Shape::Type::date};
inline constexpr Shape time{Shape::Type::time};
inline constexpr Shape short_time{Shape::Type::short_time};
inline constexpr Shape timestamp{Shape::Type::timestamp};
inline constexpr Shape instant{Shape::Type::instant};
inline constexpr Shape sent_time{Shape::Type::sent_time};
inline constexpr Shape sent_integer{Shape::Type::sent_integer};
inline constexpr Shape anything{Shape::Type::anything};

constexpr Shape orNull(Shape shape) {
    shape.may_be_null = true;
    return shape;
}
constexpr Shape like(std::string_view example) {
    Shape shape = text;
    shape.example = example;
    return shape;
}
constexpr Shape oneOf(std::string_view values) {
    Shape shape = text;
    shape.values = values;
    return shape;
}
constexpr Key maybe(std::string_view name, Shape shape) {
    return {name, shape, true};
}

// `keys`: an array of static Keys.
template <class Keys>
constexpr Shape object(Keys const& keys, std::string_view name = {}) {
    Shape shape{Shape::Type::object};
    shape.name = name;
    shape.keys = std::data(keys);
    shape.key_count = std::size(keys);
    return shape;
}
// The keys of `base` and then these.
template <class Keys>
constexpr Shape extended(Shape const& base, Keys const& keys, std::string_view name = {}) {
    Shape shape = object(keys, name);
    shape.base = &base;
    return shape;
}
constexpr Shape listOf(Shape const& element) {
    Shape shape{Shape::Type::list};
    shape.element = &element;
    return shape;
}
constexpr Shape either(Shape const& one, Shape const& other) {
    Shape shape{Shape::Type::either};
    shape.element = &one;
    shape.other = &other;
    return shape;
}
// These keys, and any other keys with values of the shape `element`.
template <class Keys>
constexpr Shape open(Keys const& keys, Shape const& element, std::string_view name = {}) {
    Shape shape = object(keys, name);
    shape.element = &element;
    return shape;
}

// The forms of stored texts follow from the columns' names.
constexpr Shape ofColumn(std::string_view column) {
    if (column.ends_with("_at"))
        return timestamp;
    if (column == "date" || column.ends_with("_date"))
        return date;
    if (column.ends_with("_time"))
        return time;
    return text;
}

template <class Value>
struct Unwrapped {
    using Type = Value;
    static constexpr bool may_be_null = false;
};
template <class Value>
struct Unwrapped<std::optional<Value>> {
    using Type = Value;
    static constexpr bool may_be_null = true;
};

template <class Member>
constexpr Shape ofMember(std::string_view name) {
    using Type = typename Unwrapped<Member>::Type;
    Shape shape;
    if constexpr (std::is_same_v<Type, bool>)
        shape = boolean;
    else if constexpr (std::is_same_v<Type, std::int64_t>)
        shape = integer;
    else if constexpr (std::is_same_v<Type, double>)
        shape = number;
    else {
        static_assert(std::is_same_v<Type, std::string>);
        shape = ofColumn(name);
    }
    shape.may_be_null = Unwrapped<Member>::may_be_null;
    return shape;
}

// The keys of an object with one key for each member of a described row.
template <class Row>
consteval auto keysOf() {
    using Members = boost::describe::describe_members<Row, boost::describe::mod_public>;
    std::array<Key, boost::mp11::mp_size<Members>::value> keys{};
    std::size_t index = 0;
    boost::mp11::mp_for_each<Members>([&keys, &index](auto member) {
        using Member = std::remove_cvref_t<decltype(std::declval<Row&>().*member.pointer)>;
        keys[index++] = {member.name, ofMember<Member>(member.name)};
    });
    return keys;
}

// Some keys and then others, as one list.
template <class First, class Second>
consteval auto joined(First const& first, Second const& second) {
    std::array<Key, std::size(First{}) + std::size(Second{})> keys{};
    std::size_t index = 0;
    for (auto const& key : first)
        keys[index++] = key;
    for (auto const& key : second)
        keys[index++] = key;
    return keys;
}

}  // namespace shape
}  // namespace antrean::http
