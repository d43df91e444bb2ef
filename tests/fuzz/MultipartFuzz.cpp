#include "Clean.hpp"
#include "server/Input.hpp"

#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(char const* bytes, std::size_t size) {
    antrean::http::Request request;
    auto const read = antrean::server::readInput(
        "multipart/form-data; boundary=X", std::string_view(bytes, size), {}, request
    );
    antrean::fuzz::require(read || read.error().kind == antrean::ErrorKind::malformed);
    antrean::fuzz::requireClean(request.input);
    for (auto const& upload : request.uploads)
        antrean::fuzz::require(
            !upload.file_name.empty() && upload.file_name.find('/') == std::string::npos &&
            upload.content.size() <= size
        );
    return 0;
}
