#include "openapi/Examples.hpp"

#include "openapi/Text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <fmt/format.h>

#include <string>
#include <string_view>

namespace antrean::openapi {
namespace {

using boost::json::object;

constexpr std::string_view kExample = "example";
constexpr std::string_view kJsonType = "application/json";

// The JSON form of a request's body or of an answer. Null if it has another form.
object* jsonForm(object& holder) {
    auto* const content = holder.if_contains("content");
    auto* const form = content == nullptr ? nullptr : content->as_object().if_contains(kJsonType);
    return form == nullptr ? nullptr : &form->as_object();
}

void addToQuery(object& operation, object const& query) {
    auto* const parameters = operation.if_contains("parameters");
    if (parameters == nullptr)
        return;
    for (auto& parameter : parameters->as_array()) {
        auto& described = parameter.as_object();
        if (auto const* value = query.if_contains(described.at("name").as_string()))
            described[kExample] = *value;
    }
}

void addToBody(object& operation, boost::json::value const& body) {
    auto* const request = operation.if_contains("requestBody");
    if (request == nullptr)
        return;
    if (auto* const form = jsonForm(request->as_object()))
        (*form)[kExample] = body;
}

void addToAnswer(object& operation, boost::json::value const& answer) {
    for (auto& response : operation.at("responses").as_object()) {
        if (!response.key().starts_with('2'))
            continue;
        if (auto* const form = jsonForm(response.value().as_object()))
            (*form)[kExample] = answer;
        return;
    }
}

}  // namespace

Examples::Examples() : left_(boost::json::parse(kText).as_object()) {}

void Examples::addTo(object& operation, http::Description const& route) {
    auto const name = fmt::format("{} {}", http::name(route.method), route.path);
    auto const* const found = left_.if_contains(name);
    if (found == nullptr)
        return;
    auto const& example = found->as_object();
    if (auto const* query = example.if_contains("query"))
        addToQuery(operation, query->as_object());
    if (auto const* body = example.if_contains("body"))
        addToBody(operation, *body);
    if (auto const* answer = example.if_contains("answer"))
        addToAnswer(operation, *answer);
    left_.erase(name);
}

}  // namespace antrean::openapi
