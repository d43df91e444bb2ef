#include "http/FileAnswer.hpp"

#include "http/Conditional.hpp"
#include "http/HttpDate.hpp"

#include <fmt/format.h>

#include <utility>

namespace antrean::http {
namespace {

Validators validatorsOf(OpenFile::Status const& status) {
    return {
        fmt::format(
            "\"{:x}-{:x}\"", status.changed_at.time_since_epoch().count(), status.size_bytes
        ),
        std::chrono::system_clock::to_time_t(
            std::chrono::floor<std::chrono::seconds>(status.changed_at)
        )};
}

}  // namespace

Response fileAnswer(Request const& request, ServedFile served) {
    auto const status = served.file.status();
    auto const validators = validatorsOf(status);
    Response response;
    response.headers = {
        {"Cache-Control", std::move(served.cache_control)},
        {"ETag", validators.etag},
        {"Last-Modified", httpDate(*validators.changed_at)},
        {"Accept-Ranges", "bytes"},
    };
    if (isUnchanged(request, validators)) {
        response.status = 304;
        return response;
    }
    auto const range = wantedRange(request, validators, status.size_bytes);
    if (range && range->empty())
        return rangeNotSatisfiable(status.size_bytes);
    response.headers.push_back({"Content-Disposition", std::move(served.disposition)});
    response.content_type = std::move(served.content_type);
    response.file =
        FileBody{std::make_shared<OpenFile const>(std::move(served.file)), 0, status.size_bytes};
    if (range) {
        response.status = 206;
        response.file->begin = range->begin;
        response.file->end = range->end;
        response.headers.push_back(contentRange(*range, status.size_bytes));
    }
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
