#include "openapi/Responses.hpp"

#include "http/IdempotencyKey.hpp"
#include "http/Paginator.hpp"
#include "http/Problem.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

namespace antrean::openapi {
namespace {

using boost::json::array;
using boost::json::object;
using http::Key;
using http::Outcome;
using http::Shape;
namespace shape = http::shape;

// The bodies of http/Problem.cpp.
constexpr Key kRefusedKeys[] = {
    {"status", shape::oneOf("error")},
    {"message", shape::text},
};
constexpr Shape kRefused = shape::object(kRefusedKeys, "Refused");
constexpr Shape kMessages = shape::listOf(shape::text);
constexpr Shape kErrors = shape::open(std::span<Key const>(), kMessages, "ErrorsByField");
constexpr Key kInvalidKeys[] = {
    {"status", shape::oneOf("error")},
    {"message", shape::like("The name field is required.")},
    {"errors", kErrors},
};
constexpr Shape kInvalid = shape::object(kInvalidKeys, "Invalid");
constexpr Key kValidationFailedKeys[] = {
    {"status", shape::oneOf("error")},
    {"message", shape::oneOf("Validation failed")},
    {"errors", kErrors},
};
constexpr Shape kValidationFailed = shape::object(kValidationFailedKeys, "ValidationFailed");
constexpr Key kSummedUpKeys[] = {
    {"message", shape::like("The poly id field is required. (and 1 more error)")},
    {"errors", kErrors},
};
constexpr Shape kSummedUp = shape::object(kSummedUpKeys, "InvalidSummedUp");

Shape const& invalidShape(Envelope envelope) {
    switch (envelope) {
        case Envelope::wrap:
            return kInvalid;
        case Envelope::validation_failed:
            return kValidationFailed;
        case Envelope::raw:
            return kSummedUp;
    }
    return kInvalid;
}

object json(object schema) {
    return {{"application/json", {{"schema", std::move(schema)}}}};
}

object response(std::string_view description, object content) {
    return {{"description", description}, {"content", std::move(content)}};
}

// The refusals that follow from a route's method, permission, rules and path.
struct Shared {
    ErrorKind kind;
    std::string_view name;
    std::string_view description;
    std::string_view message;
};
constexpr Shared kShared[] = {
    {ErrorKind::malformed, "Malformed", "The request cannot be read.", "Malformed URL."},
    {ErrorKind::unauthenticated,
     "Unauthenticated",
     "There is no valid bearer token.",
     "Unauthenticated"},
    {ErrorKind::forbidden,
     "Forbidden",
     "The caller's roles lack the permission, or another site sends the caller's cookie.",
     "This action is unauthorized."},
    {ErrorKind::not_found, "NotFound", "There is no row with this id.", "Poly not found"},
    {ErrorKind::too_large, "TooLarge", "The body is too large.", "The POST data is too large."},
    {ErrorKind::internal,
     "Internal",
     "A failure of the server; it is logged with the request id.",
     "Internal server error"},
    {ErrorKind::unavailable,
     "Unavailable",
     "Temporarily unavailable; retry after `Retry-After`.",
     "Service Unavailable"},
};

object refusalExample(std::string_view message) {
    return {{"status", "error"}, {"message", message}};
}

bool takesBody(http::Description const& route) {
    return route.method != http::Method::get;
}

bool canBe(http::Description const& route, ErrorKind kind) {
    auto const permission = route.permission;
    switch (kind) {
        case ErrorKind::unauthenticated:
            return permission != http::Permission::anyone;
        case ErrorKind::forbidden:
            // A browser's cookie is not accepted from other sites (http/BrowserSession.hpp).
            return permission != http::Permission::anyone &&
                   (permission != http::Permission::signed_in || route.method != http::Method::get);
        case ErrorKind::not_found:
            return route.path.find('{') != std::string_view::npos;
        case ErrorKind::too_large:
            return takesBody(route);
        default:
            return true;
    }
}

// All refusals with one status, combined.
class Refusals {
public:
    explicit Refusals(Schemas& schemas) : schemas_(schemas) {}

    void addInvalid(Envelope envelope) {
        add(ErrorKind::invalid, schemas_.of(invalidShape(envelope)), "A field breaks a rule.");
    }
    void add(http::Refusal const& refusal) {
        std::vector<Key> keys(std::begin(kRefusedKeys), std::end(kRefusedKeys));
        if (refusal.data != nullptr)
            keys.push_back({"data", *refusal.data});
        auto schema = refusal.data == nullptr ? schemas_.of(kRefused) : schemas_.ofObject(keys);
        auto& entry = add(refusal.kind, std::move(schema), refusal.message);
        entry.example = refusal.data == nullptr ? refusalExample(refusal.message) : object();
    }
    void refer(int status, std::string_view name) { entries_[status].reference = name; }

    void writeTo(object& responses) const {
        for (auto const& [status, entry] : entries_)
            responses[fmt::to_string(status)] = written(entry);
    }

private:
    struct Entry {
        std::string_view reference;  // of a shared response, if that is all
        std::vector<object> schemas;
        std::vector<std::string_view> descriptions;
        object example;  // of the last refusal; empty: the schema's example
    };

    Entry& add(ErrorKind kind, object schema, std::string_view description) {
        auto& entry = entries_[http::statusOf(kind)];
        if (std::ranges::find(entry.schemas, schema) == entry.schemas.end())
            entry.schemas.push_back(std::move(schema));
        entry.descriptions.push_back(description);
        return entry;
    }

    static object written(Entry const& entry) {
        if (entry.schemas.empty())
            return {{"$ref", fmt::format("#/components/responses/{}", entry.reference)}};
        object schema = entry.schemas.front();
        if (entry.schemas.size() > 1)
            schema = {{"anyOf", array(entry.schemas.begin(), entry.schemas.end())}};
        auto content = json(std::move(schema));
        if (!entry.example.empty())
            content["application/json"].get_object()["example"] = entry.example;
        return response(
            fmt::format("{}", fmt::join(entry.descriptions, " / ")), std::move(content)
        );
    }

    Schemas& schemas_;
    std::map<int, Entry> entries_;
};

object dataSchema(Outcome const& outcome, Schemas& schemas) {
    auto const rows = outcome.is_list ? shape::listOf(*outcome.data) : *outcome.data;
    if (outcome.style != http::ListStyle::paginator)
        return schemas.of(rows);
    std::vector<Key> keys(std::begin(http::kPaginatorKeys), std::end(http::kPaginatorKeys));
    std::ranges::find(keys, "data", &Key::name)->shape = rows;
    return schemas.ofObject(keys);
}

object successSchema(Outcome const& outcome, Schemas& schemas) {
    if (outcome.body != nullptr)
        return schemas.of(*outcome.body);
    std::vector<Key> keys{{"status", shape::oneOf("success")}};
    if (outcome.has_message)
        keys.push_back({"message", shape::text});
    keys.insert(keys.end(), outcome.beside, outcome.beside + outcome.beside_count);
    if (outcome.data != nullptr)
        keys.push_back({"data", shape::anything, outcome.may_lack_data});
    if (outcome.style == http::ListStyle::meta_a)
        keys.push_back({"meta", http::kMetaA});
    if (outcome.style == http::ListStyle::meta_b)
        keys.push_back({"meta", http::kMetaB});
    if (outcome.style == http::ListStyle::pagination)
        keys.push_back({"pagination", http::kMetaB});
    auto schema = schemas.ofObject(keys);
    if (outcome.data != nullptr)
        schema["properties"].get_object()["data"] = dataSchema(outcome, schemas);
    return schema;
}

// Plain texts, except for requests that are refused before a route is chosen.
void addPlainRefusals(object& responses, Schemas& schemas) {
    constexpr std::pair<int, std::string_view> kPlain[] = {
        {400, "The request cannot be read."},
        {401, "The signature is wrong or too old."},
        {404, "The app does not exist, or the channel is empty."},
        {413, "The body is too large."},
    };
    for (auto const& [status, description] : kPlain) {
        auto content = json(schemas.of(kRefused));
        content["text/plain"] = object();
        responses[fmt::to_string(status)] = response(description, std::move(content));
    }
    responses["422"] = response("Invalid fields, with messages by field.", json({}));
    for (auto const* const name : {"Internal", "Unavailable"}) {
        auto const* const shared = std::ranges::find(kShared, name, &Shared::name);
        responses[fmt::to_string(http::statusOf(shared->kind))] = {
            {"$ref", fmt::format("#/components/responses/{}", name)}};
    }
}

object success(Outcome const& outcome, Schemas& schemas) {
    if (!outcome.media_type.empty())
        return response("The file.", {{outcome.media_type, object()}});
    return response(
        outcome.status == 201 ? "Created." : "Done.", json(successSchema(outcome, schemas))
    );
}

}  // namespace

object sharedResponses(Schemas& schemas) {
    object responses;
    for (auto const& shared : kShared) {
        auto content = json(schemas.of(kRefused));
        content["application/json"].get_object()["example"] = refusalExample(shared.message);
        responses[shared.name] = response(shared.description, std::move(content));
    }
    responses["Unavailable"].get_object()["headers"] = {
        {"Retry-After", {{"description", "Seconds."}, {"schema", {{"type", "integer"}}}}},
    };
    return responses;
}

object responses(http::Description const& route, Schemas& schemas, int created_status) {
    auto const& outcome = route.outcome;
    object made;
    if (outcome.status != 0) {
        auto const status = outcome.status == 201 ? created_status : outcome.status;
        made[fmt::to_string(status)] = success(outcome, schemas);
    }
    if (outcome.has_own_refusals)
        return made;
    if (outcome.has_plain_refusals) {
        addPlainRefusals(made, schemas);
        return made;
    }
    if (outcome.may_be_part)
        made["206"] = response("The part requested by `Range`.", {{outcome.media_type, object()}});
    if (outcome.may_be_known)
        made["304"] = {{"description", "Unchanged since the version in `If-None-Match`."}};
    Refusals refusals(schemas);
    for (auto const& shared : kShared)
        if (canBe(route, shared.kind))
            refusals.refer(http::statusOf(shared.kind), shared.name);
    if (!route.input.empty() || !outcome.searched.empty())
        refusals.addInvalid(outcome.invalid);
    for (auto const* refusal : std::span(outcome.refusals).first(outcome.refusal_count))
        refusals.add(*refusal);
    if (http::takesIdempotencyKey(route))
        for (auto const* const refusal : {&http::kKeyOfAnotherRequest, &http::kFirstIsRunning})
            refusals.add(*refusal);
    refusals.writeTo(made);
    if (outcome.may_be_part)
        made["416"] = response("The file has no such part.", json(schemas.of(kRefused)));
    return made;
}

}  // namespace antrean::openapi
