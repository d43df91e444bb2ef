#include "http/Answer.hpp"

#include <boost/json/object.hpp>

#include <utility>

namespace antrean::http {

Response answer(std::string_view message, boost::json::value data, int status) {
    boost::json::object body{{"status", "success"}};
    if (!message.empty())
        body["message"] = message;
    body["data"] = std::move(data);
    Response response;
    response.status = status;
    response.body = std::move(body);
    return response;
}

Response answer(std::string_view message) {
    Response response;
    response.body = {{"status", "success"}, {"message", message}};
    return response;
}

boost::json::value timestamp(std::optional<std::string> const& stored) {
    return stored ? boost::json::value(jsonTimestamp(*stored)) : nullptr;
}

boost::json::value orNull(std::optional<std::string> const& text) {
    return text ? boost::json::value(*text) : nullptr;
}

boost::json::value orNull(std::optional<std::int64_t> number) {
    return number ? boost::json::value(*number) : nullptr;
}

}  // namespace antrean::http
