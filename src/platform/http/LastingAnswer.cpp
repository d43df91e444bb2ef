#include "http/LastingAnswer.hpp"

#include "http/Conditional.hpp"

#include <cstdint>
#include <optional>
#include <utility>

namespace antrean::http {

Response lastingAnswer(Request const& request, LastingBody body) {
    auto const size_bytes = static_cast<std::int64_t>(body.text.size());
    Validators const validators{std::move(body.etag), std::nullopt};
    Response response;
    response.headers = {
        {"Cache-Control", std::string(body.cache_control)}, {"ETag", validators.etag}};
    if (body.has_ranges)
        response.headers.push_back({"Accept-Ranges", "bytes"});
    if (isUnchanged(request, validators)) {
        response.status = 304;
        return response;
    }
    response.content_type = body.content_type;
    response.shared_text = SharedText(body.text);
    auto const range =
        body.has_ranges ? wantedRange(request, validators, size_bytes) : std::nullopt;
    if (!range)
        return response;
    if (range->empty())
        return rangeNotSatisfiable(size_bytes);
    auto const begin = static_cast<std::size_t>(range->begin);
    response.status = 206;
    response.shared_text.text =
        body.text.substr(begin, static_cast<std::size_t>(range->end - range->begin));
    response.headers.push_back(contentRange(*range, size_bytes));
    return response;
}

}  // namespace antrean::http
