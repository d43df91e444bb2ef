#include "faq/OfficeFile.hpp"

#include <gtest/gtest.h>

#include <string>

namespace antrean::faq {
namespace {

std::string number(std::size_t value, std::size_t bytes) {
    std::string text;
    for (std::size_t i = 0; i < bytes; ++i)
        text += static_cast<char>(value >> (8 * i) & 0xffU);
    return text;
}

// An archive with nothing but its directory.
std::string archive(std::initializer_list<std::string> names) {
    std::string directory;
    for (auto const& name : names)
        directory += "PK\x01\x02" + std::string(24, '\0') + number(name.size(), 2) +
                     std::string(16, '\0') + name;
    std::string const first = "PK\x03\x04";
    return first + directory + "PK\x05\x06" + std::string(12, '\0') + number(first.size(), 4) +
           std::string(2, '\0');
}

}  // namespace

TEST(OfficeFileTest, IsKnownByTheListOfItsPartsAndItsMainPart) {
    EXPECT_EQ(officeExtensionOf(archive({"[Content_Types].xml", "word/document.xml"})), "docx");
    EXPECT_EQ(officeExtensionOf(archive({"xl/workbook.xml", "[Content_Types].xml"})), "xlsx");
    EXPECT_EQ(
        officeExtensionOf(archive({"_rels/", "ppt/presentation3.xml", "[Content_Types].xml"})),
        "pptx"
    );
    EXPECT_EQ(officeExtensionOf(archive({"word/document.xml"})), "");
    EXPECT_EQ(officeExtensionOf(archive({"[Content_Types].xml", "word/documents.xml"})), "");
}

TEST(OfficeFileTest, AnArchiveThatIsCutIsNoDocument) {
    auto const whole = archive({"[Content_Types].xml", "word/document.xml"});
    ASSERT_TRUE(isZip(whole));
    for (std::size_t size = 0; size < whole.size(); ++size)
        EXPECT_EQ(officeExtensionOf(whole.substr(0, size)), "") << size;
}

// Each byte changed in turn: the answer may be any, but nothing outside the archive is read.
TEST(OfficeFileTest, ReadsBrokenArchives) {
    auto const whole = archive({"[Content_Types].xml", "word/document.xml"});
    for (std::size_t i = 0; i < whole.size(); ++i)
        for (char const byte : {'\0', '\x7f', '\xff'}) {
            auto broken = whole;
            broken[i] = byte;
            auto const extension = officeExtensionOf(broken);
            EXPECT_TRUE(extension.empty() || extension == "docx");
        }
}

}  // namespace antrean::faq
