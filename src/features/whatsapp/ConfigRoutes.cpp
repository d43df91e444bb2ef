#include "whatsapp/ConfigRoutes.hpp"

#include "auth/Permissions.hpp"
#include "delivery/SecretUrl.hpp"
#include "resource/Resource.hpp"
#include "whatsapp/Sender.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

namespace antrean::whatsapp {
namespace {

namespace is = validation;
using http::Permission;
using resource::Attribute;
using resource::Resource;

constexpr Attribute kWhatsappAttributes[] = {
    {"whatsapp_number", db::Type::text},
    {"waha_api_url", db::Type::text},
    // Additions: the documented form has neither, so an answer shows them only when they are set.
    {"session", db::Type::text, true, resource::Shown::when_set},
    {"api_key", db::Type::text, true, resource::Shown::never},
};
constexpr is::Field kWhatsappRules[] = {
    is::field(
        "whatsapp_number",
        is::required,
        is::text,
        is::max(255),
        is::unique("whatsapp_configs", "whatsapp_number")
    ),
    is::field("waha_api_url", is::required, is::url, is::max(2048)),
    is::field("session", is::nullable, is::text, is::max(255)),
    is::field("api_key", is::nullable, is::text, is::max(255)),
};

void concealCredentials(boost::json::object& row) {
    auto& url = row.at("waha_api_url");
    if (url.is_string())
        url = delivery::withoutCredentials(url.get_string());
}

// "Whatsapp" where it is shown or removed in vain, and where it is removed (contract, WA-1).
constexpr Resource kWhatsappConfig{
    .path = "/api/whatsapp-configs",
    .noun = "WhatsApp config",
    .table = kConfigsTopic,
    .attributes = kWhatsappAttributes,
    .rules = kWhatsappRules,
    .write = auth::permission("settings.write"),
    .order = "id",
    .texts =
        {.list = "WhatsApp config list retrieved successfully",
         .created = "WhatsApp config created successfully",
         .updated = "WhatsApp config updated successfully",
         .detail = "WhatsApp config retrieved successfully",
         .removed = "Whatsapp config deleted successfully",
         .not_found = "WhatsApp config not found",
         .detail_not_found = "Whatsapp config not found",
         .removal_not_found = "Whatsapp config not found"},
    .conceal = concealCredentials,
};

}  // namespace

std::span<Resource const> configs() {
    return {&kWhatsappConfig, 1};
}

}  // namespace antrean::whatsapp
