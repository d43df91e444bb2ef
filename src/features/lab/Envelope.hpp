// The two bodies of the lab API (contract, section 9). Its HTTP status is always 200.
#pragma once

#include "base/Result.hpp"
#include "http/Message.hpp"
#include "http/Shape.hpp"

#include <boost/json/value.hpp>

namespace antrean::lab {

inline constexpr http::Key kErrKeys[] = {
    {"status", http::shape::oneOf("ERR")},
    {"message", http::shape::like("Token tidak valid atau sudah expired")},
};
inline constexpr http::Shape kErr = http::shape::object(kErrKeys, "LabRefused");
template <http::Shape const& data>
inline constexpr http::Key kOkKeys[] = {{"status", http::shape::oneOf("OK")}, {"data", data}};
template <http::Shape const& data>
inline constexpr http::Shape kOk = http::shape::object(kOkKeys<data>);
// kOk or kErr.
template <http::Shape const& data>
inline constexpr http::Shape kBody = http::shape::either(kOk<data>, kErr);

// {"status":"OK","data":...}
http::Response ok(boost::json::value data);
// {"status":"ERR","message":...}, never with the database's own message
boost::json::value problem(Error const& error);

}  // namespace antrean::lab
