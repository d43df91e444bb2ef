#include "http/Authenticator.hpp"

#include <algorithm>

namespace antrean::http {

std::string_view bearerToken(std::string_view authorization) {
    constexpr std::string_view kScheme = "bearer ";
    auto const found = std::find_end(
        authorization.begin(),
        authorization.end(),
        kScheme.begin(),
        kScheme.end(),
        [](char given, char wanted) {
            return given == wanted || (given >= 'A' && given <= 'Z' && given + 32 == wanted);
        }
    );
    if (found == authorization.end())
        return {};
    auto const start = static_cast<std::size_t>(found - authorization.begin());
    auto const token = authorization.substr(start + kScheme.size());
    return token.substr(0, token.find(','));
}

}  // namespace antrean::http
