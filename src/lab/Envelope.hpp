// The two bodies of the lab API (contract, section 9). Its HTTP status is always 200.
#pragma once

#include "base/Result.hpp"
#include "http/Message.hpp"

#include <boost/json/value.hpp>

namespace antrean::lab {

// {"status":"OK","data":...}
http::Response ok(boost::json::value data);
// {"status":"ERR","message":...}, never with what the database said
boost::json::value problem(Error const& error);

}  // namespace antrean::lab
