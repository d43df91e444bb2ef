// What holds for every string of a request's input, whatever was sent: the database can store it.
#pragma once

#include "base/Text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace antrean::fuzz {

inline void require(bool holds) {
    if (!holds)
        std::abort();
}

inline void requireClean(boost::json::value const& value) {
    if (auto const* string = value.if_string()) {
        std::string_view const text(*string);
        require(!text.empty() && text.find('\0') == text.npos && text::isUtf8(text));
    }
    require(!value.is_uint64());
    // No number stands for an upload, in a form (server/FormFields.hpp); no rule takes it for one.
    require(!value.is_double() || !std::isinf(value.get_double()));
    if (auto const* array = value.if_array())
        std::for_each(array->begin(), array->end(), requireClean);
    if (auto const* object = value.if_object())
        for (auto const& entry : *object)
            requireClean(entry.value());
}

}  // namespace antrean::fuzz
