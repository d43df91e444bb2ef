#include "http/Problem.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <fmt/format.h>

#include <utility>

namespace antrean::http {
namespace {

constexpr std::string_view kNoMessage = "The given data was invalid.";

std::string firstMessage(Error const& error) {
    if (!error.message.empty())
        return error.message;
    for (auto const& field : error.fields)
        if (!field.messages.empty())
            return field.messages.front();
    return std::string(kNoMessage);
}

// The first message and the number of the others. It counts messages, not fields.
std::string summary(Error const& error) {
    std::size_t count = 0;
    for (auto const& field : error.fields)
        count += field.messages.size();
    auto const first = firstMessage(error);
    if (count < 2)
        return first;
    return fmt::format("{} (and {} more error{})", first, count - 1, count == 2 ? "" : "s");
}

boost::json::object errorsByField(Error const& error) {
    boost::json::object errors;
    for (auto const& field : error.fields)
        errors.emplace(
            field.field, boost::json::array(field.messages.begin(), field.messages.end())
        );
    return errors;
}

boost::json::object invalidBody(Error const& error) {
    boost::json::object body;
    switch (error.envelope) {
        case Envelope::wrap:
            body["status"] = "error";
            body["message"] = firstMessage(error);
            break;
        case Envelope::validation_failed:
            body["status"] = "error";
            body["message"] = "Validation failed";
            break;
        case Envelope::raw:
            body["message"] = summary(error);
            break;
    }
    body["errors"] = errorsByField(error);
    return body;
}

boost::json::object plainBody(Error const& error) {
    boost::json::object body;
    body["status"] = "error";
    body["message"] = error.message;
    if (!error.data.empty()) {
        auto& data = body["data"].emplace_object();
        for (auto const& [name, number] : error.data)
            data[name] = number;
    }
    return body;
}

}  // namespace

int statusOf(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::malformed:
            return 400;
        case ErrorKind::unauthenticated:
            return 401;
        case ErrorKind::forbidden:
            return 403;
        case ErrorKind::not_found:
            return 404;
        case ErrorKind::method_not_allowed:
            return 405;
        case ErrorKind::conflict:
            return 409;
        case ErrorKind::too_large:
            return 413;
        case ErrorKind::invalid:
        case ErrorKind::refused:
            return 422;
        case ErrorKind::throttled:
            return 429;
        case ErrorKind::internal:
            return 500;
        case ErrorKind::unavailable:
            return 503;
    }
    return 500;
}

Response problem(Error const& error) {
    Response response;
    response.status = statusOf(error.kind);
    response.body = error.kind == ErrorKind::invalid ? invalidBody(error) : plainBody(error);
    if (error.retry_after_s)
        response.headers.push_back({"Retry-After", fmt::to_string(*error.retry_after_s)});
    return response;
}

Response problem(Refusal const& refusal, boost::json::object data) {
    auto response = problem(refusal.error());
    response.body.get_object()["data"] = std::move(data);
    return response;
}

}  // namespace antrean::http
