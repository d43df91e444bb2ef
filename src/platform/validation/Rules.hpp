// One rule against one value. Check.cpp decides which rules run; here is what each of them means.
#pragma once

#include "validation/Messages.hpp"
#include "validation/Spec.hpp"

#include <boost/json/object.hpp>

namespace antrean::validation {

// An array with more elements is refused whole, so that no request asks the database thousands of
// questions.
inline constexpr std::size_t kItemsMax = 1000;

// A field, or one element of an array field, with what came for it.
struct Subject {
    Field const& field;
    std::string_view name;
    boost::json::value const* value = nullptr;  // null: the key is absent
    File const* file = nullptr;                 // an upload wins over a value
    boost::json::object const& input;
    Scope const& scope;
};

bool holds(Rule const& rule, Subject const& subject);
Size sizeOf(Subject const& subject);
// What `required` refuses: null, white space only, an empty array or object.
bool isEmpty(boost::json::value const& value);

}  // namespace antrean::validation
