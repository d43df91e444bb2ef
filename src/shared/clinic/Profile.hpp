// How the clinic presents itself to patients: rows of the table `configs`, cached.
#pragma once

#include "base/Result.hpp"
#include "clinic/Configs.hpp"
#include "db/Cached.hpp"
#include "http/Shape.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace antrean::clinic {

// How a screen says a queue number: digit by digit, or as a number.
inline constexpr std::string_view kVoiceStyles = "digits,cardinal";
inline constexpr std::string_view kVoiceStyleConfig = "clinic_voice_style";
// "1" in a database of invented patients. Every screen shows that it is a demo.
inline constexpr std::string_view kDemoConfig = "demo";

// A text of the profile: its key in answers, its config, and its longest value in characters.
struct ProfileText {
    std::string_view key;
    std::string_view config;
    std::int64_t length_max;
};
inline constexpr ProfileText kProfileName{"name", "clinic_name", 100};
inline constexpr ProfileText kProfileAddress{"address", "clinic_address", 200};
inline constexpr ProfileText kProfilePhone{"phone", "clinic_phone", 40};
inline constexpr ProfileText kProfileRunningText{"running_text", "clinic_running_text", 500};

// The name of the file of the logo, below kLogoPath: a hash of its content, and its type.
inline constexpr std::string_view kLogoConfig = "clinic_logo";
inline constexpr std::string_view kLogoPath = "/storage/logo/";
inline constexpr http::Shape kLogoPathShape =
    http::shape::like("/storage/logo/5d41402abc4b2a76b9719d911017c592.png");

struct Profile {
    std::string name = "Klinik";
    std::optional<std::string> address;
    std::optional<std::string> phone;
    std::optional<std::string> running_text;
    std::optional<std::string> logo;  // the name of its file
    std::string voice_style = "digits";
    bool is_demo = false;

    // Where the logo is, below the base path.
    std::optional<std::string> logoPath() const;

    // Reads the table; everything but a change of the profile uses Profiles::get.
    static Profile load(db::Transaction& transaction);
};

// The profile as last read. Thread-safe; `get(transaction)` reads it anew after a change.
class Profiles : public db::Cached<Profile> {
public:
    Profiles() : Cached({kConfigsTopic}, Profile::load) {}
};

// Writes the config, or removes it when there is no value.
void saveConfig(
    db::Transaction& transaction,
    std::string_view name,
    std::optional<std::string> const& value,
    std::string const& now
);

// A rule for POST and PUT /api/configs: the rows of the profile have the same limits there.
void refuseBadProfile(boost::json::object const& input, std::vector<FieldErrors>& broken);

}  // namespace antrean::clinic
