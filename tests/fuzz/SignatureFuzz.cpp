#include "Clean.hpp"
#include "realtime/Signature.hpp"

#include <string_view>

// A caller without the secret is never accepted.
extern "C" int LLVMFuzzerTestOneInput(char const* bytes, std::size_t size) {
    std::string_view const text(bytes, size);
    auto const half = text.find('\n');
    antrean::realtime::App app;
    app.key = "key";
    app.secret = "a secret that no input holds";
    antrean::realtime::SignedCall const call{
        "POST",
        "/apps/1/events",
        text.substr(0, half),
        half == std::string_view::npos ? std::string_view() : text.substr(half + 1)};
    std::chrono::system_clock::time_point const now(std::chrono::seconds(1'353'088'179));
    antrean::fuzz::require(whyNotSigned(app, call, now).has_value());
    return 0;
}
