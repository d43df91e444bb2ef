// The lab API (contract 9 and 10) and the routes that we add to it for our own staff.
#pragma once

#include "http/Dialect.hpp"
#include "http/Network.hpp"
#include "http/NetworkGate.hpp"
#include "http/RouteTable.hpp"

#include <string>

namespace antrean::db {
class ForeignDatabase;
}

namespace antrean::lab {

struct LabSettings {
    // Networks that may call the endpoints which the document leaves open: issuing tokens and
    // showing their setting.
    http::NetworkList networks = privateNetworks();
    http::HostNames own_hosts;  // names under which clients reach this server
    std::string client_key;    // X-Client-Key that those calls must have; empty: no key is required
    std::string database_url;  // mysql://, postgresql:// or sqlite:PATH; empty: our own database
    bool has_tokens_there = false;  // tokens and their setting are in that database too

    static http::NetworkList privateNetworks();
};

struct Services {
    LabSettings settings;
    // The database with the lab's tables; null: our own. Must outlive the routes.
    db::ForeignDatabase* database = nullptr;
};

// Which of the lab's tables are in its own database.
struct Places {
    bool has_orders_there = false;
    bool has_tokens_there = false;
};

// The calls of the lab API. Those of tables there are Work::remote.
http::RouteTable<Services> tokenCallRoutes(Places places);
http::RouteTable<Services> orderCallRoutes(Places places);
// For our own staff: the lab's tokens, and the times of samples.
http::RouteTable<Services> tokenRoutes(Places places);
http::RouteTable<Services> deskRoutes(Places places);

// For DispatchSettings: the form of refusals below /one-api/.
http::Dialect dialect();

}  // namespace antrean::lab
