// The table `configs`: values that the clinic sets by name.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace antrean::db {
class Transaction;
}

namespace antrean::clinic {

inline constexpr std::string_view kConfigsTopic = "configs";

// The clinic's time zone: "Asia/Jakarta".
inline constexpr std::string_view kTimezoneConfig = "clinic_timezone";

// The URL to which calls are posted, unless a flag sets another one.
inline constexpr std::string_view kWebhookConfig = "n8n_webhook_url";
// n8n answers a URL with /webhook-test/ for one call after somebody clicks Listen, and 404
// otherwise.
bool isTestWebhook(std::string_view url);

// The value of that name; empty when there is no such row.
std::optional<std::string> findConfig(db::Transaction& transaction, std::string_view name);

}  // namespace antrean::clinic
