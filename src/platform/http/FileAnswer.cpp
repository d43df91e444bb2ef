#include "http/FileAnswer.hpp"

#include "base/Text.hpp"
#include "http/HttpDate.hpp"

#include <boost/json/object.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

namespace antrean::http {
namespace {

// Identifies the content of a file: it changes when the file changes.
struct Validators {
    std::string etag;
    std::time_t changed_at = 0;
};

Validators validatorsOf(OpenFile::Status const& status) {
    return {
        fmt::format(
            "\"{:x}-{:x}\"", status.changed_at.time_since_epoch().count(), status.size_bytes
        ),
        std::chrono::system_clock::to_time_t(
            std::chrono::floor<std::chrono::seconds>(status.changed_at)
        )};
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view kBlank = " \t";
    auto const begin = text.find_first_not_of(kBlank);
    if (begin == std::string_view::npos)
        return {};
    return text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

// `list` is a list of tags, compared weakly. Our tags contain no commas.
bool namesTag(std::string_view list, std::string_view etag) {
    while (!list.empty()) {
        auto const comma = std::min(list.find(','), list.size());
        auto tag = trimmed(list.substr(0, comma));
        list.remove_prefix(std::min(comma + 1, list.size()));
        if (tag == "*")
            return true;
        if (tag.starts_with("W/"))
            tag.remove_prefix(2);
        if (tag == etag)
            return true;
    }
    return false;
}

bool isUnchanged(Request const& request, Validators const& validators) {
    if (auto const tags = request.header("If-None-Match"); !tags.empty())
        return namesTag(tags, validators.etag);
    auto const since = readHttpDate(request.header("If-Modified-Since"));
    return since && validators.changed_at <= *since;
}

// If-Range: a client can use a part only if its other parts are of the same version of the file.
bool wantsRange(Request const& request, Validators const& validators) {
    if (request.method != Method::get || request.header("Range").empty())
        return false;
    auto const condition = request.header("If-Range");
    return condition.empty() || condition == validators.etag ||
           readHttpDate(condition) == validators.changed_at;
}

struct Range {
    std::int64_t begin = 0;
    std::int64_t end = 0;  // begin == end: the range is outside the file
};

// Digits only. A number of more than 64 bits is read as a position behind the end of any file.
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
    auto const range = trimmed(header.substr(kUnit.size()));
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

void answerRange(Response& response, Range const& range) {
    auto const size_bytes = response.file->end;
    if (range.begin < range.end) {
        response.status = 206;
        response.file->begin = range.begin;
        response.file->end = range.end;
        response.headers.push_back(
            {"Content-Range", fmt::format("bytes {}-{}/{}", range.begin, range.end - 1, size_bytes)}
        );
        return;
    }
    response = Response{};
    response.status = 416;
    response.body = {{"status", "error"}, {"message", "Range Not Satisfiable"}};
    response.headers = {{"Content-Range", fmt::format("bytes */{}", size_bytes)}};
}

}  // namespace

Response fileAnswer(Request const& request, ServedFile served) {
    auto const status = served.file.status();
    auto const validators = validatorsOf(status);
    Response response;
    response.headers = {
        {"Cache-Control", std::move(served.cache_control)},
        {"ETag", validators.etag},
        {"Last-Modified", httpDate(validators.changed_at)},
        {"Accept-Ranges", "bytes"},
    };
    if (isUnchanged(request, validators)) {
        response.status = 304;
        return response;
    }
    response.headers.push_back({"Content-Disposition", std::move(served.disposition)});
    response.content_type = std::move(served.content_type);
    response.file =
        FileBody{std::make_shared<OpenFile const>(std::move(served.file)), 0, status.size_bytes};
    if (wantsRange(request, validators))
        if (auto const range = readRange(request.header("Range"), status.size_bytes))
            answerRange(response, *range);
    return response;
}

Response attachmentAnswer(OpenFile file, std::string content_type, std::string_view file_name) {
    auto const size_bytes = file.status().size_bytes;
    Response response;
    response.headers = {{"Content-Disposition", fmt::format("attachment; filename={}", file_name)}};
    response.content_type = std::move(content_type);
    response.file = FileBody{std::make_shared<OpenFile const>(std::move(file)), 0, size_bytes};
    return response;
}

}  // namespace antrean::http
