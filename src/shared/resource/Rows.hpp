// Rows of a resource as the contract's JSON objects, and what clients send as rows.
#pragma once

#include "db/Transaction.hpp"
#include "resource/Resource.hpp"

#include <boost/json/object.hpp>

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace antrean::resource {

// Which rows a statement speaks of.
enum class Which { active, trashed };
db::Arg only(Which which);

// Reads what Statements::list and find select.
class RowReader {
public:
    explicit RowReader(Resource const& resource);

    std::span<db::Column const> columns() const { return columns_; }
    // A row with its keys in the order of contract 4.2, its relations last; null columns are null.
    boost::json::object read(std::span<db::Cell const> cells) const;

private:
    void addColumns(std::span<Attribute const> attributes);
    boost::json::object readTable(
        std::span<db::Cell const> cells, std::size_t first, std::size_t count
    ) const;

    Resource const& resource_;
    std::vector<db::Column> columns_;  // of the resource's own table, then of each relation's
};

// The text that ?search= holds, if any.
std::optional<std::string> searched(boost::json::object const& input);
// A pattern for LIKE ... ESCAPE '\' that finds the text anywhere, in lower case.
std::optional<std::string> pattern(std::optional<std::string> const& search);

// The attributes that `rules` name and `input` holds, as they are stored and shown: "12" of an
// integer is 12, a date is Y-m-d. The input kept the rules.
boost::json::object accepted(
    std::span<Attribute const> attributes, validation::Spec rules, boost::json::object const& input
);

// The key that tells of an attribute which is never shown.
std::string secretKey(Attribute const& attribute);

// The row as answers show it (Shown).
boost::json::object shown(Resource const& resource, boost::json::object row);

// Puts the secrets that a client sent under the seal, as they are stored.
void closeSecrets(
    std::span<Attribute const> attributes, Seal const* seal, boost::json::object& accepted
);

// An argument for each attribute; null for one that `row` lacks. Texts point into `row`.
std::vector<db::Arg> argumentsOf(
    std::span<Attribute const> attributes, boost::json::object const& row
);

}  // namespace antrean::resource
