#include "lab/Access.hpp"

#include "base/Digest.hpp"
#include "base/Text.hpp"
#include "lab/LocalTime.hpp"

#include <string>
#include <string_view>

namespace antrean::lab {
namespace {

// Accepts "Bearer x" and also the token alone, as the original's other interfaces do.
std::string_view tokenOf(http::Request const& request) {
    auto const header = text::trim(request.header("Authorization"));
    if (text::equalIgnoringCase(header, "Bearer"))
        return {};
    return text::trim(request.bearer.empty() ? header : std::string_view(request.bearer));
}

Error refuse(ErrorKind kind, char const* message) {
    return Error::of(kind, message);
}

}  // namespace

http::NetworkList LabSettings::privateNetworks() {
    return http::NetworkList::parse(
               "127.0.0.0/8,::1,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,"
               "169.254.0.0/16,fc00::/7,fe80::/10"
    )
        .value();
}

Result<void> admit(http::Request const& request, LabSettings const& settings) {
    if (!http::isAdmitted(request, settings.networks, settings.own_hosts))
        return refuse(ErrorKind::forbidden, "Akses hanya dari jaringan lab");
    auto const key = request.header("X-Client-Key");
    if (settings.client_key.empty() || digest::equalInConstantTime(key, settings.client_key))
        return {};
    return refuse(
        ErrorKind::forbidden, key.empty() ? "X-Client-Key wajib diisi" : "X-Client-Key tidak valid"
    );
}

Result<ValidToken> authenticate(http::Request const& request, db::Statements& statements) {
    auto const value = tokenOf(request);
    if (value.empty())
        return refuse(ErrorKind::unauthenticated, "Token wajib diisi");
    auto token = findToken(statements, value, localTime(request.moment));
    if (!token)
        return refuse(ErrorKind::unauthenticated, "Token tidak valid atau sudah expired");
    return *std::move(token);
}

Result<void> requireReadable(http::Request const& request) {
    if (request.has_broken_body)
        return Error::malformed("Invalid JSON format");
    return {};
}

}  // namespace antrean::lab
