#include "server/ResponseWriter.hpp"

#include "http/HttpDate.hpp"
#include "server/PlainNumbers.hpp"

#include <boost/json/serializer.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>

namespace antrean::server {
namespace {

constexpr std::size_t kJsonPieceBytes = 4'096;
constexpr std::size_t kKeptJsonBytesMax = 256 * 1024;
// Pages of other origins may read these; without it, browsers hide them.
constexpr std::string_view kExposedHeaders =
    "Access-Control-Expose-Headers: Content-Disposition, RateLimit-Limit, RateLimit-Remaining, "
    "RateLimit-Reset, Retry-After, X-Request-Id\r\n";
// Half a year.
constexpr std::string_view kDemandTls = "Strict-Transport-Security: max-age=15552000\r\n";

std::string_view reason(int status) {
    switch (status) {
        case 200:
            return "OK";
        case 201:
            return "Created";
        case 204:
            return "No Content";
        case 206:
            return "Partial Content";
        case 304:
            return "Not Modified";
        case 400:
            return "Bad Request";
        case 401:
            return "Unauthorized";
        case 403:
            return "Forbidden";
        case 404:
            return "Not Found";
        case 405:
            return "Method Not Allowed";
        case 408:
            return "Request Timeout";
        case 409:
            return "Conflict";
        case 413:
            return "Payload Too Large";
        case 416:
            return "Range Not Satisfiable";
        case 422:
            return "Unprocessable Content";
        case 426:
            return "Upgrade Required";
        case 429:
            return "Too Many Requests";
        case 431:
            return "Request Header Fields Too Large";
        case 500:
            return "Internal Server Error";
        case 503:
            return "Service Unavailable";
        default:
            return "Status";
    }
}

bool mayHaveBody(int status) {
    return status >= 200 && status != 204 && status != 304;
}

bool isNamed(std::string_view name, std::string_view other) {
    return std::ranges::equal(name, other, [](char left, char right) {
        auto const lower = [](char letter) {
            return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter;
        };
        return lower(left) == lower(right);
    });
}

// A line break in a value would start another header.
void appendValue(std::string& out, std::string_view value) {
    auto const is_harmless = [](char letter) {
        return static_cast<unsigned char>(letter) >= ' ' || letter == '\t';
    };
    if (std::ranges::all_of(value, is_harmless))
        out += value;
    else
        std::ranges::copy_if(value, std::back_inserter(out), is_harmless);
}

void appendNumber(std::string& out, std::size_t number) {
    std::array<char, 20> digits;
    auto const [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), number);
    out.append(digits.data(), end);
}

void appendHeader(std::string& out, std::string_view name, std::string_view value) {
    out += name;
    out += ": ";
    appendValue(out, value);
    out += "\r\n";
}

void appendAllowance(std::string& out, Allowance const& allowance) {
    out += "RateLimit-Limit: ";
    appendNumber(out, allowance.limit);
    out += "\r\nRateLimit-Remaining: ";
    appendNumber(out, allowance.remaining);
    out += "\r\nRateLimit-Reset: ";
    appendNumber(out, allowance.reset_s);
    out += "\r\n";
}

std::size_t lengthOf(http::Response const& response, std::string_view body) {
    if (response.file)
        return static_cast<std::size_t>(response.file->size_bytes());
    return response.shared_text ? response.shared_text.text.size() : body.size();
}

}  // namespace

std::string_view ResponseWriter::bodyOf(http::Response const& response) {
    if (!response.text.empty() || !response.content_type.empty() || response.body.is_null())
        return response.text;
    json_.clear();
    if (json_.capacity() > kKeptJsonBytesMax)
        json_.shrink_to_fit();
    boost::json::serializer serializer;
    serializer.reset(&response.body);
    std::array<char, kJsonPieceBytes> piece;
    while (!serializer.done())
        json_ += serializer.read(piece.data(), piece.size());
    writeNumbersPlainly(json_);
    return json_;
}

std::string_view ResponseWriter::commonHeaders() {
    auto const second = std::time(nullptr);
    if (second == common_second_)
        return common_;
    common_second_ = second;
    common_ = "Date: " + http::httpDate(second) + "\r\nX-Content-Type-Options: nosniff\r\n";
    return common_;
}

void ResponseWriter::append(
    std::string& out, http::Response const& response, ResponseHead const& head
) {
    auto const body = bodyOf(response);
    bool const may_have_body = mayHaveBody(response.status);
    out += "HTTP/1.1 ";
    appendNumber(out, static_cast<std::size_t>(response.status));
    out += ' ';
    out += reason(response.status);
    out += "\r\n";
    out += commonHeaders();
    bool has_cache_rule = false;
    bool has_exposed = false;
    for (auto const& header : response.headers) {
        has_cache_rule = has_cache_rule || isNamed(header.name, "cache-control");
        has_exposed = has_exposed || isNamed(header.name, "retry-after") ||
                      isNamed(header.name, "content-disposition");
        appendHeader(out, header.name, header.value);
    }
    // The browser of a desk keeps no patient on its disk. Clients of the original get its rule
    // (contract, 2).
    if (!has_cache_rule)
        out += head.is_of_session ? "Cache-Control: no-store\r\n"
                                  : "Cache-Control: no-cache, private\r\n";
    if (head.is_cross_origin)
        out += "Access-Control-Allow-Origin: *\r\n";
    if (head.is_cross_origin && has_exposed)
        out += kExposedHeaders;
    if (head.demands_tls)
        out += kDemandTls;
    if (head.allowance != nullptr)
        appendAllowance(out, *head.allowance);
    appendHeader(out, "X-Request-Id", head.request_id);
    if (may_have_body) {
        if (!response.content_type.empty())
            appendHeader(out, "Content-Type", response.content_type);
        else if (!body.empty())
            out += "Content-Type: application/json\r\n";
        if (!response.stream) {
            out += "Content-Length: ";
            appendNumber(out, lengthOf(response, body));
            out += "\r\n";
        }
    }
    if (!head.keep_alive)
        out += "Connection: close\r\n";
    else if (head.is_http_1_0)
        out += "Connection: keep-alive\r\n";
    out += "\r\n";
    if (head.has_body && may_have_body)
        out += body;
}

}  // namespace antrean::server
