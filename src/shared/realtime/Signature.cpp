#include "realtime/Signature.hpp"

#include "base/Digest.hpp"
#include "base/Text.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <map>

namespace antrean::realtime {
namespace {

constexpr std::int64_t kClockSkewMax_s = 600;

using Parameters = std::map<std::string, std::string, std::less<>>;

// "info[0]=a&info[1]=b", as PHP writes lists, counts as "info=a,b".
void add(Parameters& parameters, std::string name, std::string const& value) {
    auto const bracket = name.find('[');
    if (bracket == std::string::npos || bracket == 0 || !name.ends_with(']')) {
        parameters[std::move(name)] = value;
        return;
    }
    name.resize(bracket);
    auto const [list, is_first] = parameters.try_emplace(std::move(name), value);
    if (!is_first)
        list->second += ',' + value;
}

Parameters parametersOf(std::string_view query) {
    Parameters parameters;
    while (!query.empty()) {
        auto const end = std::min(query.find('&'), query.size());
        auto const pair = query.substr(0, end);
        auto const equals = std::min(pair.find('='), pair.size());
        auto const value =
            text::replaceAll(pair.substr(std::min(equals + 1, pair.size())), "+", " ");
        if (!pair.empty())
            add(parameters, text::percentDecode(pair.substr(0, equals)), text::percentDecode(value)
            );
        query.remove_prefix(std::min(end + 1, query.size()));
    }
    return parameters;
}

std::string_view valueOf(Parameters const& parameters, std::string_view name) {
    auto const found = parameters.find(name);
    return found == parameters.end() ? std::string_view() : std::string_view(found->second);
}

std::string signedText(
    std::string_view method, std::string_view path, Parameters const& parameters
) {
    std::string text;
    text.append(method).append("\n").append(path).append("\n");
    char const* separator = "";
    for (auto const& [name, value] : parameters) {
        if (name == "auth_signature")
            continue;
        text.append(separator).append(name).append("=").append(value);
        separator = "&";
    }
    return text;
}

// Which check of the head failed, or nothing.
std::optional<std::string> failedCheck(
    App const& app,
    SignedCall const& call,
    Parameters const& parameters,
    std::chrono::system_clock::time_point now
) {
    auto const is_signed = [&app, &call, &parameters](std::string_view path) {
        return isAuth(
            valueOf(parameters, "auth_signature"),
            digest::hmacSha256Hex(app.secret, signedText(call.method, path, parameters))
        );
    };
    if (valueOf(parameters, "auth_version") != "1.0")
        return "auth_version must be 1.0.";
    if (!isAuth(valueOf(parameters, "auth_key"), app.key))
        return "auth_key is not the key of this app.";
    auto const timestamp = text::toInt(valueOf(parameters, "auth_timestamp"));
    if (!timestamp)
        return "auth_timestamp must be a time in seconds.";
    auto const now_s =
        std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count();
    if (*timestamp < now_s - kClockSkewMax_s || *timestamp > now_s + kClockSkewMax_s)
        return fmt::format(
            "auth_timestamp {} is more than {} s from the server's time {}.",
            *timestamp,
            kClockSkewMax_s,
            now_s
        );
    if (!is_signed(call.path) && (call.raw_path == call.path || !is_signed(call.raw_path)))
        return "auth_signature is not the one of this app's secret.";
    return std::nullopt;
}

}  // namespace

std::string channelAuth(
    App const& app,
    std::string_view socket_id,
    std::string_view channel,
    std::string_view channel_data
) {
    auto text = std::string(socket_id) + ':' + std::string(channel);
    if (!channel_data.empty())
        text.append(":").append(channel_data);
    return app.key + ':' + digest::hmacSha256Hex(app.secret, text);
}

std::string userAuth(App const& app, std::string_view socket_id, std::string_view user_data) {
    auto const text = std::string(socket_id) + "::user::" + std::string(user_data);
    return app.key + ':' + digest::hmacSha256Hex(app.secret, text);
}

bool isAuth(std::string_view given, std::string const& expected) {
    return digest::equalInConstantTime(given, expected);
}

std::optional<std::string> whyNotSigned(
    App const& app, SignedCall const& call, std::chrono::system_clock::time_point now
) {
    auto const parameters = parametersOf(call.query);
    if (auto why = failedCheck(app, call, parameters, now))
        return why;
    auto const body_md5 = valueOf(parameters, "body_md5");
    if (body_md5 != digest::md5Hex(call.body) && !(body_md5.empty() && call.body.empty()))
        return "body_md5 is not the MD5 of the body.";
    return std::nullopt;
}

std::optional<std::string> whyHeadNotSigned(
    App const& app, SignedCall const& call, std::chrono::system_clock::time_point now
) {
    return failedCheck(app, call, parametersOf(call.query), now);
}

}  // namespace antrean::realtime
