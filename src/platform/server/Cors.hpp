// Cross-origin requests (contract 2, CORS): every origin may use everything under /api, without
// credentials.
#pragma once

#include "http/Message.hpp"

#include <string_view>

namespace antrean::http {

// Paths whose answers carry Access-Control-Allow-Origin, errors included.
bool isCrossOrigin(std::string_view path);

// A browser asks whether it may send the real request.
bool isPreflight(Request const& request);
Response preflightAnswer(Request const& request);

}  // namespace antrean::http
