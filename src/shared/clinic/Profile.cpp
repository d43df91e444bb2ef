#include "clinic/Profile.hpp"

#include "base/Text.hpp"
#include "clinic/Sql.hpp"
#include "db/Transaction.hpp"

#include <boost/describe.hpp>
#include <boost/json/value.hpp>
#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace antrean::clinic {
namespace {

struct NamedValue {
    std::string name;
    std::string value;
};
BOOST_DESCRIBE_STRUCT(NamedValue, (), (name, value))

constexpr std::string_view kCardinal = "cardinal";
constexpr std::string_view kDigits = "digits";

}  // namespace

Profile Profile::load(db::Transaction& transaction) {
    Profile profile;
    for (auto& [name, value] : transaction.all<NamedValue>(sql::kListProfile)) {
        if (name == kProfileName.config)
            profile.name = std::move(value);
        else if (name == kProfileAddress.config)
            profile.address = std::move(value);
        else if (name == kProfilePhone.config)
            profile.phone = std::move(value);
        else if (name == kProfileRunningText.config)
            profile.running_text = std::move(value);
        else if (name == kLogoConfig)
            profile.logo = std::move(value);
        else if (name == kVoiceStyleConfig)
            profile.voice_style = value == kCardinal ? kCardinal : kDigits;
        else if (name == kDemoConfig)
            profile.is_demo = value == "1";
    }
    return profile;
}

std::optional<std::string> Profile::logoPath() const {
    // The config may be any text, so it must not lead elsewhere.
    return logo ? std::optional(std::string(kLogoPath) + text::percentEncode(*logo)) : std::nullopt;
}

void saveConfig(
    db::Transaction& transaction,
    std::string_view name,
    std::optional<std::string> const& value,
    std::string const& now
) {
    if (value)
        transaction.run(sql::kSaveConfig, {{"name", name}, {"value", *value}, {"now", now}});
    else
        transaction.run(sql::kRemoveConfig, {{"name", name}, {"now", now}});
    transaction.notice(kConfigsTopic);
}

void refuseBadProfile(boost::json::object const& input, std::vector<FieldErrors>& broken) {
    auto const* name = input.if_contains("name");
    auto const* value = input.if_contains("value");
    if (name == nullptr || !name->is_string() || value == nullptr || !value->is_string() ||
        std::ranges::find(broken, "value", &FieldErrors::field) != broken.end())
        return;
    std::string_view const config = name->get_string();
    std::string_view const text = value->get_string();
    for (auto const& each : {kProfileName, kProfileAddress, kProfilePhone, kProfileRunningText})
        if (config == each.config && std::ssize(text) > each.length_max &&
            static_cast<std::int64_t>(text::codePoints(text)) > each.length_max)
            broken.push_back(
                {"value",
                 {fmt::format(
                     "The value field must not be greater than {} characters.", each.length_max
                 )}}
            );
    if (config == kVoiceStyleConfig && text != kDigits && text != kCardinal)
        broken.push_back({"value", {"The selected value is invalid."}});
}

}  // namespace antrean::clinic
