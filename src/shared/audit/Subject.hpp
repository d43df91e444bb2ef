// The tables whose changes the audit records, as data: what of a row an auditor sees, and what only
// as "changed".
#pragma once

#include "db/Transaction.hpp"

#include <cstdint>
#include <span>
#include <string_view>

namespace antrean::audit {

// What the audit has of a field.
enum class Shown : std::uint8_t {
    value,
    url,      // the value, with stars for its credentials
    config,   // of a row with a name: the value, unless the name may be that of a secret
    changed,  // that it changed: secrets, and what patients say to their clinic
};

struct Field {
    std::string_view name;  // in the audit
    db::Type type = db::Type::text;
    Shown shown = Shown::value;
    std::string_view sql = {};  // the column or an expression; empty: the column of that name
};

struct Subject {
    std::string_view kind;   // of its entries: "user"
    std::string_view table;  // "users"
    std::span<Field const> fields;
    // The expression of the object's name, for readers: "name". Empty: none.
    std::string_view label = {};
    // The column with the object's id. A column of another name belongs to a table of pairs: its
    // rows are a list that the object has, and `fields` has one field with the entries.
    std::string_view id = "id";
    // The column that is set when a row goes to the trash; empty: there is no trash.
    std::string_view trashed_at = "deleted_at";
    // How a row that was just inserted is found, where the statement does not return its id.
    std::string_view found_by = {};
    // The table of pairs above.
    bool is_list = false;
    // Only changes by a signed-in user or a command: a login writes tokens too.
    bool needs_author = false;
    // New rows are in the ledger: a registration adds patients.
    bool is_created_elsewhere = false;

    std::string_view columnOf(Field const& field) const {
        return field.sql.empty() ? field.name : field.sql;
    }
};

// All of them. A table that is not here is named with its reason in tests/api/audit-routes.test.ts.
std::span<Subject const> subjects();

}  // namespace antrean::audit
