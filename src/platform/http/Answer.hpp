// The success bodies that every endpoint shares, and the contract's forms of stored values.
#pragma once

#include "http/Message.hpp"

#include <boost/json/value.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace antrean::http {

// {"status":"success","message":...,"data":...}. An empty message leaves its key out, because some
// lists of the contract have no message.
Response answer(std::string_view message, boost::json::value data, int status = 200);
// {"status":"success","message":...}
Response answer(std::string_view message);

// "2025-12-29 06:15:48" as stored -> the contract's timestamp; absent -> null.
boost::json::value timestamp(std::optional<std::string> const& stored);
boost::json::value orNull(std::optional<std::string> const& text);
boost::json::value orNull(std::optional<std::int64_t> number);

}  // namespace antrean::http
