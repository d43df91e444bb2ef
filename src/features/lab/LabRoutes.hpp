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
    // Networks that may call the endpoints which the document leaves open: issuing tokens and
    // showing their setting.
    http::NetworkList networks = privateNetworks();
    std::string client_key;    // X-Client-Key that those calls must have; empty: no key is required
    std::string database_url;  // mysql://, postgresql:// or sqlite:PATH; empty: our own database
    // The database with the lab's tables; null: our own. Must outlive the routes.
    db::ForeignDatabase* database = nullptr;
    bool has_tokens_there = false;  // tokens and their setting are in `database` too

    static http::NetworkList privateNetworks();
};

// Adds routes with Work::remote only if there is a foreign database.
void addRoutes(http::Routes& routes, LabSettings const& settings);

// For DispatchSettings: the form of refusals below /one-api/.
http::Dialect dialect();

}  // namespace antrean::lab
