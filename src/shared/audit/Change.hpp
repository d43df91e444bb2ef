#pragma once

#include "audit/Subject.hpp"
#include "db/ComposedQuery.hpp"

#include <memory>
#include <string_view>

namespace antrean::audit {

// What a statement does to a subject, as its text says.
struct Change {
    enum class Kind : std::uint8_t { insert, update, remove };

    Kind kind;
    Subject const& subject;
    // Takes the arguments of the statement and gives the ids of the objects that it is about: of
    // those that it will change, or of the row that it inserts, if there is one already. Null if
    // the statement has the id as an argument or returns it.
    std::unique_ptr<db::ComposedQuery const> objects;
};

// The change that the text of a statement describes; empty if it changes no field of any subject.
// Throws std::logic_error if the text changes all rows of a subject's table.
std::unique_ptr<Change const> readChange(std::string_view name, std::string_view text);

// The same for a query, which must live as long as the program. Null for none. Thread-safe.
Change const* changeOf(db::Query const& query, db::Engine engine);

}  // namespace antrean::audit
