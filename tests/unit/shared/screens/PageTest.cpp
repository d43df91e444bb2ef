#include "screens/Page.hpp"

#include <gtest/gtest.h>

#include <string>

namespace antrean::screens {
namespace {

std::string header(std::string base_url, Page const& page, std::string_view name) {
    http::Request request;
    request.base_url = std::move(base_url);
    for (auto const& each : pageHeaders(request, page))
        if (each.name == name)
            return each.value;
    return "none";
}

TEST(PageHeaders, AllowOnlyThisServer) {
    auto const policy = [](std::string base_url) {
        return header(std::move(base_url), kBoardPage, "Content-Security-Policy");
    };
    EXPECT_EQ(
        policy("http://127.0.0.1:8000"),
        "default-src 'self'; connect-src 'self' ws://127.0.0.1:8000 wss://127.0.0.1:8000; "
        "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    );
    for (auto const* url : {"https://klinik.example", "https://klinik.example/antrean"})
        EXPECT_NE(
            policy(url).find("connect-src 'self' ws://klinik.example wss://klinik.example;"),
            std::string::npos
        ) << url;
    EXPECT_EQ(header("http://a", kBoardPage, "Referrer-Policy"), "no-referrer");
}

TEST(PageHeaders, AllowTheCameraOnlyToPagesThatScan) {
    auto const camera = [](Page const& page) {
        auto const value = header("http://a", page, "Permissions-Policy");
        EXPECT_NE(value.find("microphone=(), "), std::string::npos);
        return value.substr(0, value.find(','));
    };
    EXPECT_EQ(camera(kStaffPage), "camera=(self)");
    EXPECT_EQ(camera(kKioskPage), "camera=(self)");
    EXPECT_EQ(camera(kBoardPage), "camera=()");
    EXPECT_EQ(camera(kPatientPage), "camera=()");
}

}  // namespace
}  // namespace antrean::screens
