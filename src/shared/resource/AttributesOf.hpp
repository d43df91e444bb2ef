// The attributes of a described row, for relations to rows that a feature has as a struct.
#pragma once

#include "resource/Resource.hpp"

#include <boost/describe.hpp>
#include <boost/mp11.hpp>

#include <array>
#include <cstddef>
#include <string_view>

namespace antrean::resource {

// The columns that every row has besides its attributes.
constexpr bool isOfEveryRow(std::string_view column) {
    return column == "id" || column == "created_at" || column == "updated_at" ||
           column == "deleted_at";
}

// The members in their order, without the common ones; columns have the same names. Answers show a
// member after the instants if the struct has it after them.
template <class Row>
consteval auto attributesOf() {
    using Members = boost::describe::describe_members<Row, boost::describe::mod_public>;
    constexpr std::size_t kOfEveryRow = 4;
    std::array<Attribute, boost::mp11::mp_size<Members>::value - kOfEveryRow> attributes{};
    std::size_t count = 0;
    Shown shown = Shown::always;
    boost::mp11::mp_for_each<Members>([&attributes, &count, &shown](auto member) {
        using Type = std::remove_cvref_t<decltype(std::declval<Row&>().*member.pointer)>;
        if (member.name == std::string_view("deleted_at"))
            shown = Shown::last;
        if (!isOfEveryRow(member.name))
            attributes[count++] = {
                member.name,
                db::typeOf<typename db::OptionalOf<Type>::type>(),
                http::shape::Unwrapped<Type>::may_be_null,
                shown,
            };
    });
    return attributes;
}

}  // namespace antrean::resource
