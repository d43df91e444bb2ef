#pragma once

#include "db/Session.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace antrean::laravel {

// A table of PostgreSQL without its indices and foreign keys, for as long as very many rows come. A
// row would be looked up in each index and in each parent. Made for all rows at once, an index is
// one sort and a foreign key is one join. Does nothing on SQLite, where it gains little.
//
// All of it happens in the transaction that is open, so a crash leaves the table as it was.
class BareTable {
public:
    // Drops them. `table` is a name of the migrations. `session` must outlive this.
    BareTable(db::Session& session, std::string_view table);
    // Creates them again. Throws db::Failure if a row breaks one of them.
    void complete();

private:
    db::Session& session_;
    std::vector<std::string> creations_;
};

}  // namespace antrean::laravel
