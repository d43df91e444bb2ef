#pragma once

#include "base/Result.hpp"
#include "http/Refusal.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace antrean {
class Seal;
}

namespace antrean::db {
class Transaction;
}

namespace antrean::whatsapp {

// Topic of the notices about the WhatsApp configs.
inline constexpr std::string_view kConfigsTopic = "whatsapp_configs";

inline constexpr http::Refusal kUnknownConfig{ErrorKind::not_found, "WhatsApp config not found"};

// A WhatsApp config, prepared for sending.
struct Sender {
    std::int64_t id = 0;
    std::string base_url;  // of its WAHA server
    std::string session;
    std::optional<std::string> api_key;
};

// The config with that id, or by default the first one. Errors: kUnknownConfig;
// refused, if its URL or API key is unusable, with a reason for staff.
Result<Sender> findSender(
    db::Transaction& transaction, Seal const& seal, std::optional<std::int64_t> id = std::nullopt
);

// Whether a config for sending exists.
bool hasSender(db::Transaction& transaction);

}  // namespace antrean::whatsapp
