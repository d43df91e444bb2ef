#include "server/Multipart.hpp"

#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include <cmath>
#include <string>

namespace antrean::server {
namespace {

constexpr std::string_view kType = "multipart/form-data; boundary=XX";

struct Form {
    Result<void> read = {};
    boost::json::object input;
    std::vector<http::Upload> uploads;

    explicit Form(std::string_view body, std::string_view type = kType) {
        read = readMultipart(type, body, input, uploads);
    }
};

std::string part(std::string_view disposition, std::string_view content) {
    return "--XX\r\nContent-Disposition: form-data; " + std::string(disposition) + "\r\n\r\n" +
           std::string(content) + "\r\n";
}

TEST(MultipartTest, RefusesABodyThatBreaksOff) {
    auto const whole = part("name=\"a\"", "1") + part("name=\"f\"; filename=\"x\"", "2") + "--XX--";
    auto const last_part = whole.find("\r\n2\r\n") + 2;
    auto const end = whole.find("\r\n--XX--");
    auto const first_boundary = std::string_view("--XX").size();
    for (std::size_t size = first_boundary; size + 2 < whole.size(); ++size)
        EXPECT_EQ(
            Form(std::string_view(whole).substr(0, size)).read.has_value(),
            last_part <= size && size < end + 6
        ) << size;
    EXPECT_TRUE(Form(whole).read);
    EXPECT_TRUE(Form("").read) << "no body at all";
    EXPECT_FALSE(
        Form("--XX\r\nContent-Disposition: form-data; name=\"f\"; filename=\"\"\r\n\r\n1").read
    ) << "no file was chosen";
}

TEST(MultipartTest, KeepsAFileThatBreaksOffAsSuch) {
    auto const whole = part("name=\"a\"", "1") + part("name=\"f\"; filename=\"x\"", "2345");
    for (std::size_t missing = 2; missing < 6; ++missing) {
        Form const form(std::string_view(whole).substr(0, whole.size() - missing));
        ASSERT_TRUE(form.read) << missing;
        ASSERT_EQ(form.uploads.size(), 1U);
        EXPECT_FALSE(form.uploads[0].is_whole);
        EXPECT_EQ(form.uploads[0].content, std::string("2345").substr(0, 6 - missing));
    }
    EXPECT_TRUE(Form(whole + "--XX--").uploads.at(0).is_whole);
}

TEST(MultipartTest, RefusesWhatItCannotRead) {
    EXPECT_FALSE(Form(part("", "1") + "--XX--").read) << "no name";
    EXPECT_FALSE(Form("--XX\r\nContent-Type: a/b\r\n\r\n1\r\n--XX--").read) << "no disposition";
    auto const refused =
        Form("--XX\r\nX: " + std::string(kPartHeaderBytesMax, 'x') + "\r\n\r\n1\r\n--XX--").read;
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::malformed);
    EXPECT_EQ(refused.error().message, "Malformed multipart body: a part is incomplete.");
}

TEST(MultipartTest, IsEmptyWithoutItsBoundary) {
    auto const body = part("name=\"a\"", "1") + "--XX--";
    auto const long_boundary = "multipart/form-data; boundary=" + std::string(201, 'x');
    for (std::string_view const type :
         {std::string_view("multipart/form-data"),
          std::string_view("multipart/form-data; boundary="),
          std::string_view("multipart/form-data; boundary=\"\""),
          std::string_view("multipart/form-data; x=XX"),
          std::string_view("multipart/form-data; boundary=YY"),
          std::string_view(long_boundary)}) {
        Form const form(body, type);
        EXPECT_TRUE(form.read) << type;
        EXPECT_TRUE(form.input.empty()) << type;
    }
    for (std::string_view const text : {"nonsense", "-", "--X", "x--XX\r\n\r\n1\r\n--XX--"})
        EXPECT_TRUE(Form(text).read && Form(text).input.empty()) << text;
}

TEST(MultipartTest, ReadsLinesThatEndWithLineFeedsAlone) {
    Form const form(
        "--XX\nContent-Disposition: form-data; name=\"a\"\n\n1\n2\n"
        "--XX\nContent-Disposition: form-data; name=\"f\"; filename=\"x\"\n"
        "Content-Type: a/b\n\nhello\n--XX--\n"
    );
    ASSERT_TRUE(form.read);
    EXPECT_EQ(form.input.at("a"), "1\n2");
    ASSERT_EQ(form.uploads.size(), 1U);
    EXPECT_EQ(form.uploads[0].content, "hello");
    EXPECT_EQ(form.uploads[0].content_type, "a/b");
}

TEST(MultipartTest, LimitsFieldsAndFiles) {
    std::string fields;
    for (int index = 0; index < 1001; ++index)
        fields += part("name=\"a\"", "1");
    EXPECT_EQ(Form(fields + "--XX--").read.error().message, "Too many input fields.");
    std::string files;
    for (std::size_t index = 0; index <= kFilesMax; ++index)
        files += part("name=\"f\"; filename=\"x\"", "1");
    EXPECT_EQ(Form(files + "--XX--").read.error().message, "Too many files.");
}

TEST(MultipartTest, DistinguishesFieldsFromFiles) {
    Form const form(
        part("name=\"name\"", " FAQ ") + part("name=\"roles[]\"", "1") +
        part("name=\"roles[]\"", "2") + part("name=\"_method\"", "PUT") +
        part("name=\"empty\"; filename=\"\"", "") +
        part("name=\"file\"; filename=\"a.pdf\"", "%PDF") + "--XX--\r\nepilogue"
    );
    ASSERT_TRUE(form.read);
    EXPECT_TRUE(std::isnan(form.input.at("file").as_double()));
    auto texts = form.input;
    texts.erase("file");
    EXPECT_EQ(boost::json::serialize(texts), R"({"name":"FAQ","roles":["1","2"],"_method":"PUT"})");
    ASSERT_EQ(form.uploads.size(), 1U);
    EXPECT_EQ(form.uploads[0].content, "%PDF");
}

TEST(MultipartTest, KeepsFilesByteForByte) {
    std::string const content("%PDF\r\n--X\r\n\0x\xff\r\n", 16);
    Form const form(
        "preamble\r\n--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n"
        "content-type: application/pdf\r\n\r\n" +
        content + "\r\n--XX--\r\nepilogue"
    );
    ASSERT_TRUE(form.read);
    ASSERT_EQ(form.uploads.size(), 1U);
    EXPECT_EQ(form.uploads[0].field, "file");
    EXPECT_EQ(form.uploads[0].file_name, "a.pdf");
    EXPECT_EQ(form.uploads[0].content_type, "application/pdf");
    EXPECT_EQ(form.uploads[0].content, content);
    EXPECT_EQ(form.input.size(), 1U);
}

TEST(MultipartTest, LaysUploadsOverFields) {
    Form const form(
        part("name=\"a\"; filename=\"x\"", "1") + part("name=\"a\"", "text") +
        part("name=\"b[]\"; filename=\"x\"", "1") + "--XX--"
    );
    ASSERT_TRUE(form.read);
    EXPECT_TRUE(std::isnan(form.input.at("a").as_double()));
    ASSERT_EQ(form.input.at("b").as_array().size(), 1U);
    EXPECT_TRUE(std::isnan(form.input.at("b").as_array()[0].as_double()));
}

struct FileName {
    char const* disposition;
    char const* name;
};

TEST(MultipartTest, TakesTheLastComponentOfFileNames) {
    for (FileName const& each : {
             FileName{"name=f; filename=a.pdf", "a.pdf"},
             {"filename=\"a;b.pdf\"; name=\"f\"", "a;b.pdf"},
             {"name=\"f\"; filename=\"../../etc/passwd\"", "passwd"},
             {"name=\"f\"; filename=\"C:\\dir\\a.pdf\"", "a.pdf"},
             {"name=\"f\"; filename=\"a\\\"b.pdf\"", "a\"b.pdf"},
             {"name=\"f\"; filename*=UTF-8''%C3%A9.pdf", "é.pdf"},
             {"NAME=\"f\"; FileName=\"x\"", "x"},
             {"name=\"f\"; filename=\"\xff.pdf\"", "\ufffd.pdf"},
         }) {
        Form const form(part(each.disposition, "1") + "--XX--");
        ASSERT_EQ(form.uploads.size(), 1U) << each.disposition;
        EXPECT_EQ(form.uploads[0].field, "f") << each.disposition;
        EXPECT_EQ(form.uploads[0].file_name, each.name);
    }
}

TEST(MultipartTest, ReadsQuotedBoundariesAndEmptyContents) {
    Form const quoted(
        part("name=\"a\"", "1") + "--XX--", "multipart/form-data; charset=x; boundary=\"XX\""
    );
    EXPECT_EQ(boost::json::serialize(quoted.input), R"({"a":"1"})");
    Form const empty("--XX\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\r\n--XX--");
    EXPECT_EQ(boost::json::serialize(empty.input), R"({"a":null})");
    EXPECT_TRUE(Form("--XX--").read);
}

}  // namespace
}  // namespace antrean::server
