// Checks one rule for one value. Check.cpp decides which rules run; this file defines what each of
// them means.
#pragma once

#include "validation/Messages.hpp"
#include "validation/Spec.hpp"

#include <boost/json/object.hpp>

namespace antrean::validation {

// A longer array is refused as a whole, so that no request causes thousands of queries.
inline constexpr std::size_t kItemsMax = 1000;

// A field, or one element of an array field, with the value that was sent.
struct Subject {
    Field const& field;
    std::string_view name;
    boost::json::value const* value = nullptr;  // null: the key is absent
    File const* file = nullptr;                 // takes precedence over `value`
    boost::json::object const& input;
    Scope const& scope;
};

bool holds(Rule const& rule, Subject const& subject);
Size sizeOf(Subject const& subject);
// True for the values that `required` refuses: null, white space only, an empty array or object.
bool isEmpty(boost::json::value const& value);

}  // namespace antrean::validation
