#include "clinic/ConfigRoutes.hpp"

#include "auth/Permissions.hpp"
#include "base/Clock.hpp"
#include "clinic/Configs.hpp"
#include "clinic/Profile.hpp"
#include "delivery/SecretUrl.hpp"
#include "resource/Resource.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <string_view>
#include <vector>

namespace antrean::clinic {
namespace {

namespace is = validation;
namespace shape = http::shape;
using http::Permission;
using resource::Attribute;
using resource::Resource;

constexpr Attribute kConfigAttributes[] = {{"name", db::Type::text}, {"value", db::Type::text}};
constexpr is::Field kConfigRules[] = {
    is::field("name", is::required, is::text, is::max(255), is::unique(kConfigsTopic, "name")),
    is::field("value", is::required, is::text, is::max(20'000)),
};

// A clinic whose zone nobody knows would fall back to another one without a word.
void refuseUnknownZone(
    db::Transaction&,
    boost::json::object const& input,
    std::int64_t,
    std::vector<FieldErrors>& broken
) {
    auto const* name = input.if_contains("name");
    if (name == nullptr || *name != boost::json::value(kTimezoneConfig) ||
        std::ranges::find(broken, "value", &FieldErrors::field) != broken.end())
        return;
    if (!Zone::find(std::string_view(input.at("value").get_string())))
        broken.push_back({"value", {"The value field must be a valid timezone."}});
}

void refuseBadValues(
    db::Transaction& transaction,
    boost::json::object const& input,
    std::int64_t id,
    std::vector<FieldErrors>& broken
) {
    refuseUnknownZone(transaction, input, id, broken);
    refuseBadProfile(input, broken);
}

// Beside the contract's keys, and only where it has something to say.
constexpr http::Key kConfigWarnings[] = {shape::maybe("warning", shape::text)};

void warnOfTestWebhook(boost::json::object& row) {
    auto const* name = row.if_contains("name");
    auto const* value = row.if_contains("value");
    if (name == nullptr || *name != boost::json::value(kWebhookConfig) || value == nullptr ||
        !value->is_string() || !isTestWebhook(value->get_string()))
        return;
    row["warning"] =
        "URL uji n8n (/webhook-test/) hanya menjawab satu kali setelah Listen diklik; gunakan URL "
        "produksi (/webhook/).";
}

void concealCredentials(boost::json::object& row) {
    auto& value = row.at("value");
    auto const* text = value.if_string();
    if (text == nullptr)
        return;
    value = delivery::namesSecret(row.at("name").get_string())
                ? "***"
                : delivery::withoutCredentials(*text);
}

// The detail alone speaks of a "config" (contract, CF-1).
constexpr Resource kConfig{
    .path = "/api/configs",
    .noun = "config",
    .table = kConfigsTopic,
    .attributes = kConfigAttributes,
    .rules = kConfigRules,
    .write = auth::permission("settings.write"),
    .order = "id",
    .texts =
        {.list = "Config list retrieved successfully",
         .created = "Config created successfully",
         .updated = "Config updated successfully",
         .detail = "Config retrieved successfully",
         .removed = "Config deleted successfully",
         .not_found = "Config not found",
         .detail_not_found = "config not found"},
    .amend = refuseBadValues,
    .annotations = kConfigWarnings,
    .annotate = warnOfTestWebhook,
    .conceal = concealCredentials,
};

}  // namespace

std::span<Resource const> configs() {
    return {&kConfig, 1};
}

}  // namespace antrean::clinic
