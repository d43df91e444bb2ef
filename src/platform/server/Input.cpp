#include "server/Input.hpp"

#include "base/Text.hpp"
#include "server/FormFields.hpp"
#include "server/Multipart.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace antrean::server {
namespace {

using boost::json::value;

constexpr std::size_t kUsualFields = 8;
// The memory of Boost.JSON for a value with its key, without the characters of long texts.
constexpr std::size_t kBytesPerJsonValue = 128;
constexpr auto kNotCounted = std::numeric_limits<std::size_t>::max();

void clean(std::string_view name, value& given);

// The name of an element is its whole path, which is never the name of a password.
void cleanElement(value& element) {
    clean({}, element);
}

void clean(std::string_view name, value& given) {
    if (auto const* string = given.if_string())
        given = cleanText(name, *string);
    else if (auto* array = given.if_array())
        std::for_each(array->begin(), array->end(), cleanElement);
    else if (auto* object = given.if_object())
        for (auto& entry : *object)
            cleanElement(entry.value());
    else if (given.is_uint64())
        // Does not fit into 64 bits with sign: PHP uses a floating-point number.
        given = static_cast<double>(given.get_uint64());
    else if (given.is_double() && !std::isfinite(given.get_double()))
        given = nullptr;
}

Error tooManyFields() {
    return Error::malformed("Too many input fields.");
}

// What parsing a text would cost, found without parsing it.
struct JsonCost {
    // An upper bound: each value is the first of its list or object, or has a comma before it.
    std::size_t values = 1;
    // Some object, or the list at the top, whose elements become fields, has too many members.
    bool has_too_many_members = false;
};

// Parsing stops where there are too many levels, and so does this.
JsonCost costOf(std::string_view json) {
    JsonCost cost;
    std::size_t depth = 0;
    std::array<std::size_t, kJsonDepthMax + 2> members{};
    bool is_in_text = false;
    for (std::size_t index = 0; index < json.size() && depth <= kJsonDepthMax; ++index) {
        auto const letter = json[index];
        if (letter == '"')
            is_in_text = !is_in_text;
        else if (is_in_text)
            index += letter == '\\' ? 1U : 0U;
        else if (letter == '[' || letter == '{') {
            ++cost.values;
            ++depth;
            members[depth] = letter == '{' || depth == 1 ? 1 : kNotCounted;
        } else if (letter == ',') {
            ++cost.values;
            if (depth > 0 && members[depth] != kNotCounted && ++members[depth] > kJsonMembersMax)
                cost.has_too_many_members = true;
        } else if ((letter == ']' || letter == '}') && depth > 0)
            --depth;
    }
    return cost;
}

// A member has at least two characters, so a short text needs no scan.
bool isTooCostly(std::string_view json) {
    if (json.size() <= 2 * kJsonMembersMax)
        return false;
    auto const cost = costOf(json);
    return cost.values > kJsonValuesMax || cost.has_too_many_members;
}

// A body that PHP could not decode counts as empty, so the rules report the missing fields.
void readJson(std::string_view body, http::Request& request) {
    boost::json::parse_options options;
    options.max_depth = kJsonDepthMax;
    boost::system::error_code failure;
    auto parsed = boost::json::parse(body, failure, {}, options);
    request.has_broken_body = failure && !text::isBlank(body);
    auto& input = request.input;
    if (failure)
        return;
    if (auto* object = parsed.if_object())
        input = std::move(*object);
    if (auto* array = parsed.if_array()) {
        std::size_t index = 0;
        for (auto& element : *array)
            input.emplace(fmt::to_string(index++), std::move(element));
    }
    for (auto& entry : input)
        clean(entry.key(), entry.value());
}

bool isJson(std::string_view content_type) {
    return content_type.find("/json") != std::string_view::npos ||
           content_type.find("+json") != std::string_view::npos;
}

Result<void> readBody(
    std::string_view content_type, std::string_view body, http::Request& request
) {
    auto const type = text::lower(content_type);
    if (isJson(type)) {
        if (isTooCostly(body))
            return tooManyFields();
        readJson(body, request);
        return {};
    }
    if (type.starts_with("multipart/form-data"))
        return readMultipart(content_type, body, request.input, request.uploads);
    if (type.starts_with("application/x-www-form-urlencoded") &&
        !FormFields(request.input).addEncoded(body))
        return tooManyFields();
    return {};
}

// Clients may percent-encode the underscore of "_method", but not these letters.
bool mayHaveMethodField(std::string_view fields) {
    return fields.find("method") != std::string_view::npos;
}

// A '%' that two hex digits do not follow.
bool hasBrokenEscape(std::string_view path) {
    constexpr std::string_view kHexDigits = "0123456789abcdefABCDEF";
    for (auto found = path.find('%'); found != std::string_view::npos;
         found = path.find('%', found + 1))
        if (found + 2 >= path.size() || path.find_first_not_of(kHexDigits, found + 1) < found + 3)
            return true;
    return false;
}

}  // namespace

Result<void> readInput(
    std::string_view content_type,
    std::string_view body,
    std::string_view query,
    http::Request& request
) {
    if (!body.empty())
        if (auto read = readBody(content_type, body, request); !read)
            return read;
    if (query.empty())
        return {};
    if (request.input.empty()) {
        request.input.reserve(kUsualFields);
        return FormFields(request.input).addEncoded(query) ? Result<void>() : tooManyFields();
    }
    boost::json::object from_query;
    if (!FormFields(from_query).addEncoded(query))
        return tooManyFields();
    for (auto& entry : from_query)
        request.input.emplace(entry.key(), std::move(entry.value()));
    return {};
}

std::optional<std::string> decodedPath(std::string_view path) {
    if (hasBrokenEscape(path))
        return std::nullopt;
    auto decoded = text::percentDecode(path);
    if (decoded.find('\0') != std::string::npos || !text::isUtf8(decoded))
        return std::nullopt;
    auto const begin = std::min(decoded.find_first_not_of('/'), decoded.size());
    decoded.replace(0, begin, "/");
    while (decoded.size() > 1 && decoded.ends_with('/'))
        decoded.pop_back();
    return decoded;
}

std::size_t inputBytesMax(std::string_view content_type, std::string_view body) {
    auto const type = text::lower(content_type);
    if (!isJson(type))
        return body.size();
    return body.size() + kBytesPerJsonValue * std::min(costOf(body).values, kJsonValuesMax);
}

http::Method methodOverride(
    http::Request const& request, std::string_view content_type, std::string_view body
) {
    if (request.method != http::Method::post)
        return request.method;
    auto wanted = std::string(request.header("X-HTTP-Method-Override"));
    // Few requests have such a field, and only those are read for it.
    if (wanted.empty() && (mayHaveMethodField(body) || mayHaveMethodField(request.raw_query))) {
        http::Request read;
        // The field may be in the readable part of a body that is malformed later.
        static_cast<void>(readInput(content_type, body, request.raw_query, read));
        if (auto const* field = read.input.if_contains("_method"); field && field->is_string())
            wanted = field->get_string();
    }
    for (auto const method : {http::Method::put, http::Method::patch, http::Method::del})
        if (text::equalIgnoringCase(wanted, name(method)))
            return method;
    return request.method;
}

}  // namespace antrean::server
