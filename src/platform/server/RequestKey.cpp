#include "server/RequestKey.hpp"

#include "base/Digest.hpp"
#include "base/Text.hpp"
#include "http/IdempotencyKey.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace antrean::server {
namespace {

using boost::json::array;
using boost::json::object;
using http::Request;
using http::Response;

constexpr std::string_view kTooLong =
    "The request was carried out before. Its answer was too long to be kept.";

http::Header const* findKey(Request const& request) {
    auto const found = std::ranges::find_if(request.headers, [](http::Header const& header) {
        return text::equalIgnoringCase(header.name, http::kIdempotencyKey);
    });
    return found == request.headers.end() ? nullptr : &*found;
}

bool isValid(std::string_view key) {
    return !key.empty() && key.size() <= http::kIdempotencyKeyBytesMax &&
           std::ranges::all_of(key, [](char letter) { return letter >= ' ' && letter <= '~'; });
}

// Two purposes give two texts, so that what is stored for one does not show the other.
std::string textFor(std::string_view purpose, Request const& request, std::string_view key) {
    auto const& [user_id, kiosk_id] = std::tie(request.caller.user_id, request.caller.kiosk_id);
    if (kiosk_id != 0)
        return fmt::format("antrean {} kiosk {} {}", purpose, kiosk_id, key);
    return fmt::format("antrean {} {} {}", purpose, user_id, key);
}

bool isMultipart(Request const& request) {
    return text::lower(request.header("Content-Type")).starts_with("multipart/");
}

// A hash per part, so that no text can be moved from one part to the next unnoticed.
std::string partsOf(Request const& request) {
    auto parts = fmt::format(
        "{} {}\n{}\n",
        name(request.method),
        digest::sha256Hex(request.raw_path),
        digest::sha256Hex(request.raw_query)
    );
    if (!isMultipart(request))
        return parts + digest::sha256Hex(request.raw_body);
    parts += digest::sha256Hex(boost::json::serialize(request.input));
    for (auto const& upload : request.uploads)
        for (auto const& part : {upload.field, upload.file_name, upload.content})
            parts += '\n' + digest::sha256Hex(part);
    return parts;
}

object headAsJson(Response const& response) {
    array headers;
    for (auto const& header : response.headers)
        headers.push_back(array{header.name, header.value});
    return {{"status", response.status}, {"headers", std::move(headers)}};
}

std::string asJson(Response const& response) {
    auto kept = headAsJson(response);
    if (response.text.empty() && response.content_type.empty()) {
        kept["body"] = response.body;
    } else {
        kept["content_type"] = response.content_type;
        kept["text"] = response.text;
    }
    auto whole = boost::json::serialize(kept);
    if (whole.size() <= kKeptAnswerBytesMax && !response.file && !response.stream)
        return whole;
    kept = headAsJson(response);
    kept["body"] = object{{"status", "success"}, {"message", kTooLong}};
    return boost::json::serialize(kept);
}

Response responseOf(object const& kept) {
    Response response;
    response.status = kept.at("status").to_number<int>();
    for (auto const& header : kept.at("headers").get_array())
        response.headers.push_back(
            {std::string(header.at(0).get_string()), std::string(header.at(1).get_string())}
        );
    if (auto const* body = kept.if_contains("body")) {
        response.body = *body;
        return response;
    }
    response.content_type = kept.at("content_type").get_string();
    response.text = kept.at("text").get_string();
    return response;
}

}  // namespace

Result<std::optional<RequestKey>> RequestKey::of(Request const& request) {
    auto const* const header = findKey(request);
    if (header == nullptr)
        return std::optional<RequestKey>();
    if (!isValid(header->value))
        return http::kKeyInvalid.error();
    return std::optional(RequestKey(request, header->value));
}

RequestKey::RequestKey(Request const& request, std::string_view key)
    : id_(digest::sha256Hex(textFor("id", request, key))),
      request_hash_(digest::hmacSha256Hex(textFor("request", request, key), partsOf(request))),
      seal_(textFor("seal", request, key)) {}

std::string RequestKey::close(Response const& response) const {
    return seal_.close(asJson(response));
}

std::optional<Response> RequestKey::open(std::string_view stored) const {
    auto const opened = seal_.open(stored);
    if (!opened)
        return std::nullopt;
    // Rows that were imported from another database may have texts of other encodings.
    boost::json::parse_options options;
    options.allow_invalid_utf8 = true;
    return responseOf(boost::json::parse(*opened, {}, options).get_object());
}

}  // namespace antrean::server
