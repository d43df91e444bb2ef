// Checked input -> described struct. Include from .cpp files only.
//
//   struct CreateRole { std::string name; };
//   BOOST_DESCRIBE_STRUCT(CreateRole, (), (name))
//   inline constexpr Field kCreateRole[] = {field("name", required, text, max(255))};
//   static_assert(describes<CreateRole>(kCreateRole));
//   auto const input = bind<CreateRole>(request.input, kCreateRole, scope);
#pragma once

#include "base/Result.hpp"
#include "validation/Patch.hpp"
#include "validation/Spec.hpp"

#include <boost/describe.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <boost/mp11.hpp>

#include <optional>
#include <string>
#include <type_traits>
#include <vector>

namespace antrean::validation {

// "12/30/2025" -> "2025-12-30"; empty if the text is not a date (base/PhpDate.hpp).
std::optional<std::string> normalizedDate(std::string_view written);

template <class T>
using Members = boost::describe::describe_members<T, boost::describe::mod_public>;

template <class T>
struct Shape {
    using Value = T;
    static constexpr bool may_be_absent = false;
};
template <class T>
struct Shape<std::optional<T>> {
    using Value = T;
    static constexpr bool may_be_absent = true;
};
template <class T>
struct Shape<Patch<T>> {
    using Value = T;
    static constexpr bool may_be_absent = true;
};
template <class T>
struct Shape<std::vector<T>> {
    using Value = std::vector<T>;
    static constexpr bool may_be_absent = true;  // an absent array is an empty one
};

// Whether every value that passes the field's rules fits into Value.
template <class Value>
constexpr bool suits(Field const& field) {
    auto const hasAny = [&field](auto... kinds) { return (field.has(kinds) || ...); };
    using enum RuleKind;
    if constexpr (std::is_same_v<Value, bool>)
        return hasAny(boolean);
    else if constexpr (std::is_same_v<Value, std::int64_t>)
        return hasAny(integer, digits_between, numeric);
    else if constexpr (std::is_same_v<Value, double>)
        return hasAny(numeric, integer);
    else if constexpr (std::is_same_v<Value, std::string>)
        return hasAny(RuleKind::text, email, url, date, date_format, in, digits_between, integer);
    else
        return hasAny(array);
}

constexpr bool isMember(Field const& field) {
    return !field.name.ends_with(".*") && !field.name.ends_with("_confirmation") &&
           !field.has(RuleKind::file);
}

// True if spec and struct name the same fields (apart from elements of arrays, confirmations and
// uploads), each member can hold every value that its rules accept, and each member that cannot be
// empty is required.
template <class T, std::size_t Size>
consteval bool describes(Field const (&spec)[Size]) {
    std::size_t agreed = 0;
    boost::mp11::mp_for_each<Members<T>>([&agreed, &spec](auto member) {
        using Type = std::remove_cvref_t<decltype(std::declval<T&>().*member.pointer)>;
        for (auto const& field : spec) {
            bool const is_sure = field.has(RuleKind::required) && !field.has(RuleKind::sometimes);
            if (field.name == member.name && isMember(field) &&
                suits<typename Shape<Type>::Value>(field) &&
                (is_sure || Shape<Type>::may_be_absent))
                ++agreed;
        }
    });
    std::size_t fields = 0;
    for (auto const& field : spec)
        fields += isMember(field) ? 1 : 0;
    return agreed == fields && fields == boost::mp11::mp_size<Members<T>>::value;
}

// Converts a value that passed the field's rules and stores it in a member. A number that does not
// fit (too large, a fraction) is cut as the original's casts do.
void assign(std::string& target, boost::json::value const& value, Field const& field);
void assign(std::int64_t& target, boost::json::value const& value, Field const& field);
void assign(double& target, boost::json::value const& value, Field const& field);
void assign(bool& target, boost::json::value const& value, Field const& field);

template <class T>
void assign(std::vector<T>& target, boost::json::value const& value, Field const& field) {
    auto const append = [&target, &field](boost::json::value const& element) {
        T converted{};
        assign(converted, element, field);
        target.push_back(std::move(converted));
    };
    if (auto const* list = value.if_array())
        for (auto const& element : *list)
            append(element);
    if (auto const* map = value.if_object())
        for (auto const& element : *map)
            append(element.value());
}

template <class T>
void assign(std::optional<T>& target, boost::json::value const& value, Field const& field) {
    if (!value.is_null())
        assign(target.emplace(), value, field);
}

template <class T>
void assign(Patch<T>& target, boost::json::value const& value, Field const& field) {
    if (value.is_null()) {
        target = Patch<T>::null();
        return;
    }
    T converted{};
    assign(converted, value, field);
    target = Patch<T>::of(std::move(converted));
}

// The input must have passed the spec's rules. Keys that the spec does not name are ignored.
template <class T>
T fill(boost::json::object const& input, Spec spec) {
    T filled{};
    boost::mp11::mp_for_each<Members<T>>([&filled, &input, spec](auto member) {
        auto const* value = input.if_contains(member.name);
        for (Field const& field : spec)
            if (value != nullptr && field.name == member.name)
                assign(filled.*member.pointer, *value, field);
    });
    return filled;
}

// Runs check(), then fill(). The error names every broken field.
template <class T>
Result<T> bind(
    boost::json::object const& input,
    Spec spec,
    Scope const& scope = {},
    Envelope envelope = Envelope::wrap
) {
    if (auto errors = check(input, spec, scope); !errors.empty())
        return Error::invalid(std::move(errors), envelope);
    return fill<T>(input, spec);
}

}  // namespace antrean::validation
