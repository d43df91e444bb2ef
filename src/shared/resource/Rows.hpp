// Rows of a resource as the contract's JSON objects, and rows that clients send.
#pragma once

#include "db/Transaction.hpp"
#include "resource/Resource.hpp"

#include <boost/json/object.hpp>

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace antrean::resource {

// The rows that a statement covers.
enum class Which { active, trashed };
db::Arg only(Which which);

// A result row, its values by column.
using Row = std::vector<db::Cell>;

// Reads the result rows of Statements::list and Statements::find.
class RowReader {
public:
    explicit RowReader(Resource const& resource);

    std::span<db::Column const> columns() const { return columns_; }
    // A row with its keys in the order of contract 4.2 and its relations last; null columns are
    // null.
    boost::json::object read(std::span<db::Cell const> cells) const;

private:
    void addColumns(std::span<Attribute const> attributes);
    boost::json::object readTable(
        std::span<db::Cell const> cells, std::size_t first, std::size_t count
    ) const;

    Resource const& resource_;
    std::vector<db::Column> columns_;  // of the resource's table, then of each relation's table
};

// The text of ?search=, if any.
std::optional<std::string> searched(boost::json::object const& input);
// A pattern for LIKE ... ESCAPE '\' that finds the text anywhere in a text
// that SQL has folded with fold_text (text::fold).
std::optional<std::string> pattern(std::optional<std::string> const& search);

// The attributes that are both in `rules` and in `input`, in stored form: "12" of an integer is 12,
// a date is Y-m-d. The input must have passed the rules.
boost::json::object accepted(
    std::span<Attribute const> attributes, validation::Spec rules, boost::json::object const& input
);

// The key that stands for an attribute which is never shown.
std::string secretKey(Attribute const& attribute);

// The row as answers show it (Shown).
boost::json::object shown(Resource const& resource, boost::json::object row);

// Encrypts the secrets that a client sent, as they are stored.
void closeSecrets(
    std::span<Attribute const> attributes, Seal const* seal, boost::json::object& accepted
);

// An argument for each attribute; null if `row` lacks it. Texts point into `row`.
std::vector<db::Arg> argumentsOf(
    std::span<Attribute const> attributes, boost::json::object const& row
);

}  // namespace antrean::resource
