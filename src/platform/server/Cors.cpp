#include "server/Cors.hpp"

#include <string>

namespace antrean::server {
namespace {

constexpr std::string_view kAskedMethod = "Access-Control-Request-Method";
constexpr std::string_view kAskedHeaders = "Access-Control-Request-Headers";

std::string upper(std::string_view text) {
    std::string result(text);
    for (auto& letter : result)
        if (letter >= 'a' && letter <= 'z')
            letter = static_cast<char>(letter - 'a' + 'A');
    return result;
}

}  // namespace

bool isCrossOrigin(std::string_view path) {
    return path == "/api" || path.starts_with("/api/") || path.starts_with("/broadcasting/");
}

bool isPreflight(http::Request const& request) {
    return request.method == http::Method::options && isCrossOrigin(request.path) &&
           !request.header(kAskedMethod).empty();
}

http::Response preflightAnswer(http::Request const& request) {
    http::Response response;
    response.status = 204;
    response.headers = {
        {"Access-Control-Allow-Methods", upper(request.header(kAskedMethod))},
        {"Access-Control-Max-Age", "0"},
        {"Vary", std::string(kAskedMethod) + ", " + std::string(kAskedHeaders)},
    };
    if (auto const headers = request.header(kAskedHeaders); !headers.empty())
        response.headers.push_back({"Access-Control-Allow-Headers", std::string(headers)});
    return response;
}

}  // namespace antrean::server
