#include "delivery/Carrier.hpp"

#include "base/Text.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace antrean::delivery {
namespace {

constexpr std::size_t kSummaryBytesMax = 120;  // as much as Guzzle shows

// The beginning of a body that is a text; empty for any other.
std::string summaryOf(std::string_view body) {
    auto const shown = text::toUtf8(body.substr(0, kSummaryBytesMax));
    bool const is_printable = text::isUtf8(body) && std::ranges::none_of(shown, [](char letter) {
                                  auto const byte = static_cast<unsigned char>(letter);
                                  return byte == 0x7F || (byte < 0x20 && letter != '\n' &&
                                                          letter != '\r' && letter != '\t');
                              });
    if (body.empty() || !is_printable)
        return {};
    return shown + (body.size() > kSummaryBytesMax ? " (truncated...)" : "");
}

std::string statusText(Call const& call, Reply const& reply) {
    auto const* label = "Unsuccessful request";
    if (reply.status / 100 == 4)
        label = "Client error";
    else if (reply.status / 100 == 5)
        label = "Server error";
    auto text = fmt::format(
        "{}: `{} {}` resulted in a `{} {}` response",
        label,
        http::name(call.method),
        withoutPassword(call.url),
        reply.status,
        reply.phrase
    );
    if (auto const summary = summaryOf(reply.body); !summary.empty())
        text += fmt::format(":\n{}\n", summary);
    return text;
}

}  // namespace

std::string withoutPassword(std::string_view url) {
    auto const scheme = url.find("://");
    if (scheme == std::string_view::npos)
        return std::string(url);
    auto const begin = scheme + 3;
    auto const authority = url.substr(begin, url.find_first_of("/?#", begin) - begin);
    auto const at = authority.rfind('@');
    auto const colon = authority.find(':');
    if (at == std::string_view::npos || colon == std::string_view::npos || colon > at)
        return std::string(url);
    return fmt::format("{}:***{}", url.substr(0, begin + colon), url.substr(begin + at));
}

Verdict Carrier::judge(Delivery const&, Call const& call, Reply const& reply) {
    return webhookVerdict(call, reply);
}

bool isGatewayTimeout(int status) {
    constexpr int kStandard = 504;
    constexpr int kCloudflare = 524;
    return status == kStandard || status == kCloudflare;
}

Verdict webhookVerdict(Call const& call, Reply const& reply) {
    if (reply.status == 0)
        return {
            reply.may_have_arrived ? Verdict::Kind::unanswered : Verdict::Kind::retry,
            curlErrorText(reply.curl_code, reply.curl_text, call.url)};
    if (reply.status / 100 == 2)
        return {Verdict::Kind::delivered, {}};
    return {
        isGatewayTimeout(reply.status) ? Verdict::Kind::unanswered : Verdict::Kind::retry,
        statusText(call, reply)};
}

std::string curlErrorText(int code, std::string_view text, std::string_view url) {
    return fmt::format(
        "cURL error {}: {} (see https://curl.haxx.se/libcurl/c/libcurl-errors.html) for {}",
        code,
        text,
        withoutPassword(url)
    );
}

}  // namespace antrean::delivery
