// Rows of a resource as the contract's JSON objects.
#pragma once

#include "db/Transaction.hpp"
#include "resource/Resource.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace antrean::resource {

// Which rows a statement speaks of.
enum class Which { active, trashed };
db::Arg only(Which which);

// A row with its keys in the order of contract 4.2; null columns are null.
std::optional<boost::json::object> findRow(
    db::Transaction& transaction,
    Resource const& resource,
    db::Query const& find,
    std::int64_t id,
    Which which
);
// `search` is what the client typed; null for all rows.
boost::json::array listRows(
    db::Transaction& transaction,
    Resource const& resource,
    db::Query const& list,
    Which which,
    std::optional<std::string> const& search
);

// The text that ?search= holds, if any.
std::optional<std::string> searched(boost::json::object const& input);
// A pattern for LIKE ... ESCAPE '\' that finds the text anywhere, in lower case.
std::optional<std::string> pattern(std::optional<std::string> const& search);

// The arguments that a row's attributes make, beside :id and :now. Texts point into `row`.
std::vector<db::Arg> argumentsOf(Resource const& resource, boost::json::object const& row);

// An accepted value in the attribute's own type, as it is stored and shown.
boost::json::value castTo(db::Type type, boost::json::value const& value);

}  // namespace antrean::resource
