// The lab API (contract 9 and 10) and the routes that we add to it for our own staff.
#pragma once

#include "http/Dialect.hpp"
#include "http/Network.hpp"
#include "http/Route.hpp"

#include <string>

namespace antrean::db {
class ForeignDatabase;
}

namespace antrean::lab {

struct LabSettings {
    // Who may call what the document leaves open to anyone: issuing tokens and their setting.
    http::NetworkList networks;
    std::string client_key;  // X-Client-Key of those calls; empty: none is asked for
    // Where the lab's tables are; null: in our database. Outlives the routes.
    db::ForeignDatabase* database = nullptr;
    bool has_tokens_there = false;  // tokens and their setting are in `database` too
};

// Routes of Work::remote are among them only with a foreign database.
void addRoutes(http::Routes& routes, LabSettings const& settings);

// For DispatchSettings: how the routes below /one-api/ say no.
http::Dialect dialect();

}  // namespace antrean::lab
