#include "clinic/ProfileRoutes.hpp"

#include "auth/Permissions.hpp"
#include "db/Transaction.hpp"
#include "http/Answer.hpp"
#include "http/InputOf.hpp"

#include <boost/json/object.hpp>

namespace antrean::clinic {
namespace {

namespace gives = http::gives;
namespace is = validation;
namespace shape = http::shape;
using db::Transaction;
using http::Endpoint;
using http::Permission;
using http::Request;
using http::Response;
using http::run;
using http::Work;

constexpr http::Key kRealtimeKeys[] = {
    {"key", shape::text},
    {"path", shape::like("/app/antrean-key")},
};
constexpr http::Key kProfileKeys[] = {
    {"name", shape::text},
    {"address", shape::orNull(shape::text)},
    {"phone", shape::orNull(shape::text)},
    {"running_text", shape::orNull(shape::text)},
    {"logo_path", shape::orNull(kLogoPathShape)},
    {"timezone", shape::like("Asia/Jakarta")},
    {"voice_style", shape::oneOf(kVoiceStyles)},
    {"is_demo", shape::boolean},
    {"now", shape::instant},
    {"date", shape::date},
    {"realtime", shape::object(kRealtimeKeys)},
};
constexpr http::Shape kProfileShape = shape::object(kProfileKeys, "Clinic");

constexpr Endpoint kShow{
    .work = Work::quick_read,
    .permission = Permission::anyone,
    .summary = "Show the clinic's profile",
    .outcome =
        gives::one(kProfileShape)
            .noting("`now` and `date` are the server's time and the clinic's day. "
                    "`realtime` is where screens connect (Pusher protocol). `logo_path` is below "
                    "the base path."),
};

Result<Profile> show(ProfileServices const& services, Request const&, Transaction& transaction) {
    return *services.profiles.get(transaction);
}

Response answerWith(
    std::string_view message,
    ProfileServices const& services,
    Request const& request,
    Profile const& profile
) {
    auto const& key = services.realtime_key;
    return http::answer(
        message,
        boost::json::object{
            {"name", profile.name},
            {"address", http::orNull(profile.address)},
            {"phone", http::orNull(profile.phone)},
            {"running_text", http::orNull(profile.running_text)},
            {"logo_path", http::orNull(profile.logoPath())},
            {"timezone", services.clock.zone().name()},
            {"voice_style", profile.voice_style},
            {"is_demo", profile.is_demo},
            {"now", jsonInstant(request.moment.instant)},
            {"date", request.moment.date},
            {"realtime", {{"key", key}, {"path", "/app/" + key}}},
        }
    );
}

Response showProfile(
    ProfileServices const& services, Request const& request, Profile const& profile
) {
    return answerWith("Clinic retrieved successfully", services, request, profile);
}

// Absent values are not changed; null removes a value.
struct ProfileInput {
    validation::Patch<std::string> name;
    validation::Patch<std::string> address;
    validation::Patch<std::string> phone;
    validation::Patch<std::string> running_text;
    validation::Patch<std::string> voice_style;
};
BOOST_DESCRIBE_STRUCT(ProfileInput, (), (name, address, phone, running_text, voice_style))

constexpr is::Field fieldOf(ProfileText const& text) {
    return is::field(text.key, is::sometimes, is::nullable, is::text, is::max(text.length_max));
}
constexpr is::Field kProfileInput[] = {
    fieldOf(kProfileName),
    fieldOf(kProfileAddress),
    fieldOf(kProfilePhone),
    fieldOf(kProfileRunningText),
    is::field("voice_style", is::sometimes, is::nullable, is::text, is::in(kVoiceStyles)),
};
static_assert(is::describes<ProfileInput>(kProfileInput));

constexpr Endpoint kUpdate{
    .work = Work::write,
    .permission = auth::permission("settings.write"),
    .input = kProfileInput,
    .summary = "Change the clinic's profile",
    .outcome = gives::one(kProfileShape)
                   .noting("An absent field stays as it is; null removes its value. The values are "
                           "configs: `clinic_name` and so on."),
};

Result<Profile> update(ProfileServices const&, Request const& request, Transaction& transaction) {
    auto const input = http::inputOf<ProfileInput>(request, kUpdate);
    if (!input)
        return input.error();
    auto const save = [&](std::string_view config, validation::Patch<std::string> const& patch) {
        if (!patch.isAbsent())
            saveConfig(transaction, config, patch.value(), request.moment.timestamp);
    };
    save(kProfileName.config, input->name);
    save(kProfileAddress.config, input->address);
    save(kProfilePhone.config, input->phone);
    save(kProfileRunningText.config, input->running_text);
    save(kVoiceStyleConfig, input->voice_style);
    return Profile::load(transaction);
}

Response showUpdated(
    ProfileServices const& services, Request const& request, Profile const& profile
) {
    return answerWith("Clinic updated successfully", services, request, profile);
}

using enum http::Method;

constexpr http::RouteOf<ProfileServices> kRoutes[] = {
    {get, "/api/clinic", kShow, run<show, showProfile>},
    {put, "/api/clinic", kUpdate, run<update, showUpdated>},
};

}  // namespace

http::RouteTable<ProfileServices> profileRoutes() {
    return kRoutes;
}

}  // namespace antrean::clinic
