// The files in dist/ are linked into this program as a web build is linked into the final one.
#include "screens/EmbeddedFiles.hpp"
#include "screens/Screens.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace antrean::screens {
namespace {

Screens const kScreens{embeddedFiles()};

http::Request asking(std::vector<http::Header> headers = {}) {
    http::Request request;
    request.headers = std::move(headers);
    return request;
}

std::string header(http::Response const& response, std::string_view name) {
    for (auto const& each : response.headers)
        if (each.name == name)
            return each.value;
    return "none";
}

http::Response answered(std::string_view path, std::vector<http::Header> headers = {}) {
    return kScreens.answer(asking(std::move(headers)), path, "no-cache", true).value();
}

TEST(EmbeddedFiles, AreTheFilesOfTheFolderWithoutHiddenOnes) {
    std::vector<std::string_view> paths;
    for (auto const& file : embeddedFiles())
        paths.push_back(file.path);
    std::vector<std::string_view> const expected{
        "/assets/lost-1a2b3c4d.js.br",
        "/assets/staff-1a2b3c4d.js",
        "/assets/staff-1a2b3c4d.js.gz",
        "/board.html",
        "/favicon.svg",
        "/staff.html",
        "/staff.html.br",
        "/staff.html.gz",
        "/voice/satu.mp3"};
    EXPECT_EQ(paths, expected);
}

TEST(EmbeddedFiles, HaveTheirBytesAndTheirHash) {
    auto const files = embeddedFiles();
    auto const file = std::ranges::find(files, "/voice/satu.mp3", &EmbeddedFile::path);
    ASSERT_NE(file, files.end());
    EXPECT_EQ(file->content, "0123456789");
    EXPECT_EQ(file->hash, "84d89877f0d4041efb6bf91a16f0248f");
}

TEST(Screens, AnswersOnlyWithFilesThatItHas) {
    for (auto const* path :
         {"", "/", "staff.html", "/staff", "/.stamp", "/assets/lost-1a2b3c4d.js"})
        EXPECT_FALSE(kScreens.answer(asking(), path, "no-cache")) << path;
    EXPECT_TRUE(Screens({}).empty());
    EXPECT_FALSE(Screens({}).answer(asking(), "/staff.html", "no-cache"));
    EXPECT_EQ(Screens({}).text("/staff.html"), "");
}

TEST(Screens, SendsTheBytesOfTheProgramItself) {
    auto const response = answered("/voice/satu.mp3");
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(response.content_type, "audio/mpeg");
    auto const files = embeddedFiles();
    auto const file = std::ranges::find(files, "/voice/satu.mp3", &EmbeddedFile::path);
    EXPECT_EQ(response.shared_text.text.data(), file->content.data());
    EXPECT_EQ(response.shared_text.text, "0123456789");
    EXPECT_EQ(header(response, "Vary"), "none") << "there is one form only";
}

TEST(Screens, SendsTheFormThatTheClientAccepts) {
    auto const sent = [](std::string accepted) {
        auto const response = answered("/staff.html", {{"Accept-Encoding", std::move(accepted)}});
        EXPECT_EQ(response.content_type, "text/html; charset=utf-8");
        EXPECT_EQ(header(response, "Vary"), "Accept-Encoding");
        return header(response, "Content-Encoding") + ": " + std::string(response.shared_text.text);
    };
    EXPECT_EQ(sent("gzip, br"), "br: staff page in brotli\n");
    EXPECT_EQ(sent("gzip"), "gzip: staff page in gzip\n");
    EXPECT_EQ(sent("deflate"), "none: <!doctype html>\n<title>staff</title>\n");
    auto const script = answered("/assets/staff-1a2b3c4d.js", {{"Accept-Encoding", "gzip, br"}});
    EXPECT_EQ(header(script, "Content-Encoding"), "gzip") << "there is no brotli";
}

TEST(Screens, SendsNothingThatTheClientHasInThatForm) {
    auto const etag = header(answered("/staff.html", {{"Accept-Encoding", "br"}}), "ETag");
    auto const again = [&etag](std::string accepted) {
        return answered(
            "/staff.html", {{"Accept-Encoding", std::move(accepted)}, {"If-None-Match", etag}}
        );
    };
    EXPECT_EQ(again("br").status, 304);
    EXPECT_EQ(header(again("br"), "ETag"), etag);
    EXPECT_EQ(header(again("br"), "Vary"), "Accept-Encoding");
    EXPECT_FALSE(again("br").shared_text);
    EXPECT_EQ(again("gzip").status, 200);
    EXPECT_EQ(again("").status, 200);
}

TEST(Screens, SendsAPartOfAFile) {
    auto const response = answered("/voice/satu.mp3", {{"Range", "bytes=2-4"}});
    EXPECT_EQ(response.status, 206);
    EXPECT_EQ(response.shared_text.text, "234");
    EXPECT_EQ(header(response, "Content-Range"), "bytes 2-4/10");
    EXPECT_EQ(answered("/voice/satu.mp3", {{"Range", "bytes=10-"}}).status, 416);
    auto const whole =
        kScreens.answer(asking({{"Range", "bytes=2-4"}}), "/voice/satu.mp3", "no-cache");
    EXPECT_EQ(whole->status, 200) << "only where parts are of use";
}

TEST(Screens, PutTheBasePathInFrontOfThePathsOfAPage) {
    Screens const below(embeddedFiles(), "/antrean");
    EXPECT_EQ(
        below.text("/board.html"),
        "<!doctype html>\n<head>\n<meta name=\"antrean-base\" content=\"/antrean\">\n"
        "<link rel=\"icon\" href=\"/antrean/favicon.svg\">\n"
        "<script src=\"/antrean/assets/staff-1a2b3c4d.js\"></script>\n"
        "<a href=\"other\">board</a>\n"
    );
    auto const etag = [](Screens const& screens, std::string_view path) {
        return header(
            screens.answer(asking({{"Accept-Encoding", "br"}}), path, "").value(), "ETag"
        );
    };
    EXPECT_NE(etag(below, "/board.html"), etag(kScreens, "/board.html"));
    EXPECT_EQ(etag(below, "/favicon.svg"), etag(kScreens, "/favicon.svg"));
    auto const page = below.answer(asking({{"Accept-Encoding", "br"}}), "/staff.html", "");
    EXPECT_EQ(header(*page, "Content-Encoding"), "none") << "the compressed one is not below";
}

TEST(Screens, GivesTheTextOfAPage) {
    EXPECT_EQ(kScreens.text("/staff.html"), "<!doctype html>\n<title>staff</title>\n");
    EXPECT_EQ(kScreens.text("/kiosk.html"), "");
}

}  // namespace
}  // namespace antrean::screens
