// Cross-origin requests (contract 2, CORS): every origin may use everything under /api, without
// credentials.
#pragma once

#include "http/Message.hpp"

#include <string_view>

namespace antrean::server {

// Paths whose answers carry Access-Control-Allow-Origin, errors included.
bool isCrossOrigin(std::string_view path);

// A preflight request: a browser asks whether it may send the real request.
bool isPreflight(http::Request const& request);
http::Response preflightAnswer(http::Request const& request);

}  // namespace antrean::server
