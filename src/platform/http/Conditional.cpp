#include "http/Conditional.hpp"

#include "base/Text.hpp"
#include "http/HeaderParts.hpp"
#include "http/HttpDate.hpp"

#include <boost/json/object.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <string_view>

namespace antrean::http {
namespace {

// `list` is a list of tags, compared weakly. Our tags contain no commas.
bool namesTag(std::string_view list, std::string_view etag) {
    while (!list.empty()) {
        auto tag = takePart(list, ',');
        if (tag == "*")
            return true;
        if (tag.starts_with("W/"))
            tag.remove_prefix(2);
        if (tag == etag)
            return true;
    }
    return false;
}

// If-Range: a client can use a part only if its other parts are of the same version.
bool wantsRange(Request const& request, Validators const& validators) {
    if (request.method != Method::get || request.header("Range").empty())
        return false;
    auto const condition = request.header("If-Range");
    if (condition.empty() || condition == validators.etag)
        return true;
    return validators.changed_at && readHttpDate(condition) == validators.changed_at;
}

// Digits only. A number of more than 64 bits is read as a position behind the end of any body.
std::optional<std::int64_t> readPosition(std::string_view digits) {
    if (digits.empty() || digits.find_first_not_of("0123456789") != std::string_view::npos)
        return std::nullopt;
    return text::toInt(digits).value_or(std::numeric_limits<std::int64_t>::max());
}

// "bytes=0-99", "bytes=100-", "bytes=-100". Empty for any other text.
std::optional<Range> readRange(std::string_view header, std::int64_t size_bytes) {
    constexpr std::string_view kUnit = "bytes=";
    if (!text::equalIgnoringCase(header.substr(0, kUnit.size()), kUnit))
        return std::nullopt;
    auto const range = withoutBlanks(header.substr(kUnit.size()));
    auto const dash = range.find('-');
    if (dash == std::string_view::npos)
        return std::nullopt;
    auto const first = readPosition(range.substr(0, dash));
    auto const last = readPosition(range.substr(dash + 1));
    if (dash == 0) {
        if (!last)
            return std::nullopt;
        return Range{size_bytes - std::min(*last, size_bytes), size_bytes};
    }
    if (!first || (!last && dash + 1 < range.size()) || (last && *last < *first))
        return std::nullopt;
    auto const begin = std::min(*first, size_bytes);
    return Range{begin, last ? std::min(*last, size_bytes - 1) + 1 : size_bytes};
}

}  // namespace

bool isUnchanged(Request const& request, Validators const& validators) {
    if (auto const tags = request.header("If-None-Match"); !tags.empty())
        return namesTag(tags, validators.etag);
    if (!validators.changed_at)
        return false;
    auto const since = readHttpDate(request.header("If-Modified-Since"));
    return since && *validators.changed_at <= *since;
}

std::optional<Range> wantedRange(
    Request const& request, Validators const& validators, std::int64_t size_bytes
) {
    if (!wantsRange(request, validators))
        return std::nullopt;
    return readRange(request.header("Range"), size_bytes);
}

Header contentRange(Range const& range, std::int64_t size_bytes) {
    return {"Content-Range", fmt::format("bytes {}-{}/{}", range.begin, range.end - 1, size_bytes)};
}

Response rangeNotSatisfiable(std::int64_t size_bytes) {
    Response response;
    response.status = 416;
    response.body = {{"status", "error"}, {"message", "Range Not Satisfiable"}};
    response.headers = {{"Content-Range", fmt::format("bytes */{}", size_bytes)}};
    return response;
}

}  // namespace antrean::http
