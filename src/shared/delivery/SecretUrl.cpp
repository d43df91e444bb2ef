#include "delivery/SecretUrl.hpp"

#include "base/Text.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace antrean::delivery {
namespace {

constexpr std::string_view kStars = "***";
constexpr std::size_t kTokenLettersMin = 16;

bool isDigit(char letter) {
    return letter >= '0' && letter <= '9';
}

bool isLetter(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
}

// A UUID, or a random text: long, with letters and digits. "antrian-poli-umum" is not one.
bool isLikeToken(std::string_view part) {
    return part.size() >= kTokenLettersMin && std::ranges::any_of(part, isDigit) &&
           std::ranges::any_of(part, isLetter);
}

// Programs that receive webhooks put the secret after one of these (n8n, Slack, Discord, Zapier).
bool precedesToken(std::string_view part) {
    constexpr std::array<std::string_view, 6> kParts{
        "webhook", "webhook-test", "webhooks", "hook", "hooks", "services"};
    return std::ranges::find(kParts, text::lower(part)) != kParts.end();
}

// Calls `each` with every part between the separators, and joins what it returns.
template <class Each>
std::string eachPart(std::string_view text, char separator, Each const& each) {
    std::string result;
    for (;;) {
        auto const end = text.find(separator);
        result += each(text.substr(0, end));
        if (end == std::string_view::npos)
            return result;
        result += separator;
        text.remove_prefix(end + 1);
    }
}

std::string withoutTokens(std::string_view path) {
    bool is_after_webhook = false;
    return eachPart(path, '/', [&is_after_webhook](std::string_view part) {
        bool const is_secret = !part.empty() && (is_after_webhook || isLikeToken(part));
        is_after_webhook = is_after_webhook || precedesToken(part);
        return std::string(is_secret ? kStars : part);
    });
}

std::string withoutSecretValues(std::string_view query) {
    return eachPart(query, '&', [](std::string_view pair) {
        auto const equals = pair.find('=');
        if (equals == std::string_view::npos)
            return std::string(isLikeToken(pair) ? kStars : pair);
        auto const name = pair.substr(0, equals);
        auto const value = pair.substr(equals + 1);
        bool const is_secret = namesSecret(name) || isLikeToken(value);
        return std::string(name) + '=' + std::string(is_secret ? kStars : value);
    });
}

}  // namespace

bool namesSecret(std::string_view name) {
    constexpr std::array<std::string_view, 10> kWords{
        "token", "key", "secret", "pass", "pwd", "auth", "sig", "code", "credential", "kunci"};
    auto const lower = text::lower(name);
    return std::ranges::any_of(kWords, [&lower](auto word) {
        return lower.find(word) != std::string::npos;
    });
}

std::string withoutCredentials(std::string_view text) {
    auto const scheme = text.find("://");
    if (scheme == std::string_view::npos)
        return std::string(text);
    auto const begin = scheme + 3;
    auto const authority = text.substr(begin, text.find_first_of("/?#", begin) - begin);
    auto const at = authority.rfind('@');
    auto const host = at == std::string_view::npos ? authority : authority.substr(at + 1);
    std::string result(text.substr(0, begin));
    if (at != std::string_view::npos)
        result += std::string(kStars) + '@';
    result += host;
    auto rest = text.substr(begin + authority.size());
    auto const fragment = rest.find('#');
    auto const tail =
        fragment == std::string_view::npos ? std::string_view() : rest.substr(fragment);
    rest = rest.substr(0, fragment);
    auto const query = rest.find('?');
    result += withoutTokens(rest.substr(0, query));
    if (query != std::string_view::npos)
        result += '?' + withoutSecretValues(rest.substr(query + 1));
    if (!tail.empty())
        result += '#' + withoutSecretValues(tail.substr(1));
    return result;
}

}  // namespace antrean::delivery
