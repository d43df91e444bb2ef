// The API document. The page /docs (web/src/docs) shows it.
#pragma once

#include "http/RouteTable.hpp"
#include "openapi/Document.hpp"

#include <memory>

namespace antrean::openapi {

struct Services {
    std::shared_ptr<Document const> document;  // of every route, these included
};

http::RouteTable<Services> routes();

}  // namespace antrean::openapi
