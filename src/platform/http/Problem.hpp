// Converts an Error to an answer: status, envelope, headers (contract 1.1, 1.3 and 2). No other
// file does this.
#pragma once

#include "base/Result.hpp"
#include "http/Message.hpp"
#include "http/Refusal.hpp"

#include <boost/json/object.hpp>

namespace antrean::http {

int statusOf(ErrorKind kind);
Response problem(Error const& error);
// The refusal with the rows that explain it, which have the shape `refusal.data`.
Response problem(Refusal const& refusal, boost::json::object data);

}  // namespace antrean::http
