#include "faq/PhotoMetadata.hpp"

#include <gtest/gtest.h>

#include <string>

namespace antrean::faq {
namespace {

std::string bytes(std::initializer_list<int> values) {
    std::string text;
    for (int const value : values)
        text += static_cast<char>(value);
    return text;
}

// A TIFF file of two entries, in both byte orders: the orientation, and a position.
std::string tiff(bool is_little_endian, int orientation) {
    auto const head = is_little_endian
                          ? bytes({'I', 'I', 42, 0, 8, 0, 0, 0, 2, 0, 0x12, 1, 3, 0, 1, 0, 0, 0})
                          : bytes({'M', 'M', 0, 42, 0, 0, 0, 8, 0, 2, 1, 0x12, 0, 3, 0, 0, 0, 1});
    auto const value =
        is_little_endian ? bytes({orientation, 0, 0, 0}) : bytes({0, orientation, 0, 0});
    return head + value + "GPS: 6.2 S, 106.8 E";
}

std::string exif(bool is_little_endian, int orientation) {
    return bytes({'E', 'x', 'i', 'f', 0, 0}) + tiff(is_little_endian, orientation);
}

std::string segment(int marker, std::string const& data) {
    auto const size = static_cast<int>(data.size()) + 2;
    return bytes({0xff, marker, size / 256, size % 256}) + data;
}

std::string chunk(std::string const& type, std::string const& data) {
    auto const size = static_cast<int>(data.size());
    return bytes({0, 0, size / 256, size % 256}) + type + data + "crc!";
}

auto const kStart = bytes({0xff, 0xd8});
auto const kEnd = bytes({0xff, 0xd9});
auto const kJfif = segment(0xe0, "JFIF");
auto const kProfile =
    segment(0xe2, bytes({'I', 'C', 'C', '_', 'P', 'R', 'O', 'F', 'I', 'L', 'E', 0}));
auto const kTable = segment(0xdb, "quantization");
// Two scans; the coded data have stuffed and restart bytes.
auto const kScans = segment(0xda, "scan") + bytes({1, 0xff, 0, 0xff, 0xd0, 2}) +
                    segment(0xc4, "huffman") + segment(0xda, "scan") + bytes({3, 0xff, 0, 4});
// EXIF with nothing but an orientation of 6.
auto const kTurned =
    segment(0xe1, bytes({'E', 'x',  'i', 'f', 0, 0, 'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1,
                         1,   0x12, 0,   3,   0, 0, 0,   1,   0, 6,  0, 0, 0, 0, 0, 0}));
auto const kSignature = bytes({0x89, 'P', 'N', 'G', 13, 10, 26, 10});

}  // namespace

TEST(PhotoMetadataTest, AJpegKeepsPictureProfileAndOrientation) {
    for (bool const is_little_endian : {false, true}) {
        auto const photo = kStart + kJfif + segment(0xe1, exif(is_little_endian, 6)) +
                           segment(0xe1, "http://ns.adobe.com/xap/1.0/ GPS") + kProfile +
                           segment(0xe2, "MPF") + segment(0xed, "Photoshop") +
                           segment(0xfe, "a comment") + kTable + kScans + kEnd + kStart + "GPS";
        EXPECT_EQ(
            withoutMetadata(photo, "jpg"),
            kStart + kJfif + kTurned + kProfile + kTable + kScans + kEnd
        );
    }
}

TEST(PhotoMetadataTest, AnUprightJpegNeedsNoOrientation) {
    auto const photo = kStart + segment(0xe1, exif(false, 1)) + kTable + kScans + kEnd;
    EXPECT_EQ(withoutMetadata(photo, "jpg"), kStart + kTable + kScans + kEnd);
}

TEST(PhotoMetadataTest, APngKeepsPictureAndOrientation) {
    auto const head = kSignature + chunk("IHDR", "13 bytes here") + chunk("iCCP", "profile");
    auto const end = chunk("IEND", "");
    auto const photo = head + chunk("eXIf", tiff(true, 8)) + chunk("tEXt", "GPS") +
                       chunk("iTXt", "XMP GPS") + chunk("zTXt", "GPS") + chunk("IDAT", "pixels") +
                       chunk("tIME", "now") + end + "GPS";
    auto const stripped = withoutMetadata(photo, "png");
    EXPECT_EQ(stripped.find("GPS"), std::string::npos);
    auto const before = head + chunk("IDAT", "pixels");
    EXPECT_EQ(stripped.substr(0, before.size()), before);
    auto const exif_chunk = stripped.substr(before.size(), 38);
    EXPECT_EQ(exif_chunk.substr(0, 8), bytes({0, 0, 0, 26, 'e', 'X', 'I', 'f'}));
    EXPECT_EQ(exif_chunk[8 + 19], 8);
    EXPECT_EQ(stripped.substr(before.size() + 38), end);
    auto const upright = head + chunk("tEXt", "GPS") + chunk("IDAT", "pixels") + end;
    EXPECT_EQ(withoutMetadata(upright, "png"), before + end);
}

TEST(PhotoMetadataTest, BrokenPicturesAndOtherFilesAreLeftAsTheyAre) {
    auto const photo = kStart + kJfif + segment(0xe1, exif(false, 6)) + kTable + kScans + kEnd;
    for (std::size_t size = 0; size < photo.size(); ++size)
        EXPECT_EQ(withoutMetadata(photo.substr(0, size), "jpg"), photo.substr(0, size)) << size;
    // A restart or a stuffed byte outside of coded data has no length: behind it, nothing is known.
    for (int const misplaced : {0xd5, 0x00, 0xd8}) {
        auto const broken =
            kStart + kJfif + segment(misplaced, "x") + segment(0xfe, "a comment") + kScans + kEnd;
        EXPECT_EQ(withoutMetadata(broken, "jpg"), broken) << misplaced;
    }
    EXPECT_EQ(withoutMetadata(photo, "png"), photo);
    EXPECT_EQ(withoutMetadata(photo, "pdf"), photo);
    EXPECT_EQ(withoutMetadata(kSignature, "png"), kSignature);
}

}  // namespace antrean::faq
