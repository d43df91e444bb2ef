#include "Clean.hpp"
#include "server/Input.hpp"

#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(char const* bytes, std::size_t size) {
    std::string_view const text(bytes, size);
    antrean::http::Request request;
    auto const read =
        antrean::server::readInput("application/x-www-form-urlencoded", text, text, request);
    antrean::fuzz::require(read || read.error().kind == antrean::ErrorKind::malformed);
    antrean::fuzz::requireClean(request.input);
    if (auto const path = antrean::server::decodedPath(text))
        antrean::fuzz::require(
            path->starts_with('/') && (path->size() == 1 || !path->ends_with('/')) &&
            antrean::text::isUtf8(*path)
        );
    return 0;
}
