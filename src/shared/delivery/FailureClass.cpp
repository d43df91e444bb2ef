#include "delivery/FailureClass.hpp"

#include <fmt/core.h>

#include <charconv>
#include <optional>

namespace antrean::delivery {
namespace {

// The number at the beginning of a text.
std::optional<int> numberAt(std::string_view text) {
    int number = 0;
    auto const end = text.data() + text.size();
    auto const [stop, error] = std::from_chars(text.data(), end, number);
    return error == std::errc() ? std::optional(number) : std::nullopt;
}

std::optional<int> numberAfter(std::string_view text, std::string_view mark) {
    auto const found = text.find(mark);
    return found == std::string_view::npos ? std::nullopt
                                           : numberAt(text.substr(found + mark.size()));
}

// For the codes of libcurl that operators meet.
std::string_view meaningOf(int curl_code) {
    switch (curl_code) {
        case 3:
            return "The URL is not valid";
        case 6:
            return "The host is unknown";
        case 7:
            return "No connection";
        case 28:
            return "No answer in time";
        case 35:
        case 60:
            return "No secure connection";
        case 52:
        case 56:
            return "The connection was closed";
        default:
            return "No answer";
    }
}

}  // namespace

std::string failureClass(std::string_view reason) {
    constexpr std::string_view kCurl = "cURL error ";
    constexpr std::string_view kStatus = "HTTP ";  // of WAHA (whatsapp/WahaJson.hpp)
    for (auto const prefix : {kTooLate, kNoAnswer})
        if (reason.starts_with(prefix) && reason.size() > prefix.size() + 2)
            return fmt::format("{}: {}", prefix, failureClass(reason.substr(prefix.size() + 2)));
    if (reason.starts_with(kCurl)) {
        auto const code = numberAfter(reason, kCurl).value_or(0);
        return fmt::format("{}{}: {}", kCurl, code, meaningOf(code));
    }
    if (reason.starts_with(kStatus))
        return fmt::format("{}{}", kStatus, numberAfter(reason, kStatus).value_or(0));
    if (auto const status = numberAfter(reason, "` resulted in a `"))
        return fmt::format("{}: HTTP {}", reason.substr(0, reason.find(':')), *status);
    return std::string(reason);
}

}  // namespace antrean::delivery
