#include "faq/PhotoMetadata.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <zlib.h>

namespace antrean::faq {
namespace {

using std::string_view;

constexpr unsigned kUpright = 1;
constexpr unsigned kOrientationMax = 8;

unsigned byteAt(string_view bytes, std::size_t offset) {
    return static_cast<unsigned char>(bytes[offset]);
}

// `is_little_endian`: TIFF allows both orders. The caller checks that the bytes are there.
std::uint32_t numberAt(
    string_view bytes, std::size_t offset, std::size_t size, bool is_little_endian = false
) {
    std::uint32_t number = 0;
    for (std::size_t i = 0; i < size; ++i)
        number = number << 8U | byteAt(bytes, offset + (is_little_endian ? size - 1 - i : i));
    return number;
}

std::string bigEndian(std::uint32_t number) {
    std::string bytes;
    for (unsigned shift = 32; shift != 0;)
        bytes += static_cast<char>(number >> (shift -= 8) & 0xffU);
    return bytes;
}

// EXIF is a TIFF file: a header, then a list of entries of 12 bytes, one of which may be the
// orientation (tag 0x0112).
constexpr std::size_t kTiffEntryBytes = 12;
constexpr std::uint32_t kOrientationTag = 0x0112;

unsigned orientationIn(string_view tiff) {
    bool const is_little_endian = tiff.starts_with("II");
    if (tiff.size() < 8 || (!is_little_endian && !tiff.starts_with("MM")))
        return kUpright;
    auto const list = std::size_t{numberAt(tiff, 4, 4, is_little_endian)};
    if (list + 2 > tiff.size())
        return kUpright;
    auto const count = numberAt(tiff, list, 2, is_little_endian);
    for (std::size_t i = 0; i < count; ++i) {
        auto const entry = list + 2 + i * kTiffEntryBytes;
        if (entry + kTiffEntryBytes > tiff.size())
            return kUpright;
        if (numberAt(tiff, entry, 2, is_little_endian) != kOrientationTag)
            continue;
        auto const orientation = numberAt(tiff, entry + 8, 2, is_little_endian);
        return orientation <= kOrientationMax && orientation > 0 ? orientation : kUpright;
    }
    return kUpright;
}

// A TIFF file with nothing but the orientation.
std::string tiffOf(unsigned orientation) {
    std::string tiff("MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0", 19);
    tiff += static_cast<char>(orientation);
    return tiff + std::string(6, '\0');
}

// --- JPEG: segments of a marker, a length and data; behind a start of scan, coded data ----------

constexpr unsigned kMarkerByte = 0xff;
constexpr unsigned kStuffing = 0x00;  // 0xff in coded data is written as 0xff 0x00
constexpr unsigned kMarkerFirst = 0xc0;
constexpr unsigned kRestartFirst = 0xd0;
constexpr unsigned kRestartLast = 0xd7;
constexpr unsigned kStartOfImage = 0xd8;
constexpr unsigned kEndOfImage = 0xd9;
constexpr unsigned kStartOfScan = 0xda;
constexpr unsigned kApp0 = 0xe0;
constexpr unsigned kApp1 = 0xe1;
constexpr unsigned kApp2 = 0xe2;
constexpr unsigned kApp14 = 0xee;
constexpr unsigned kApp15 = 0xef;
constexpr unsigned kComment = 0xfe;
constexpr string_view kExif("Exif\0\0", 6);
constexpr string_view kColourProfile("ICC_PROFILE\0", 12);

bool isMetadata(unsigned marker, string_view data) {
    if (marker == kComment)
        return true;
    if (marker < kApp0 || marker > kApp15 || marker == kApp0 || marker == kApp14)
        return false;  // JFIF and Adobe's say how to read the colours
    return marker != kApp2 || !data.starts_with(kColourProfile);
}

// Outside of coded data, a stuffed byte and a restart have no place, and they have no length.
bool beginsSegment(unsigned marker) {
    return marker >= kMarkerFirst && !(kRestartFirst <= marker && marker <= kStartOfImage);
}

// The end of the coded data that begins at `at`: the next marker.
std::size_t endOfScan(string_view content, std::size_t at) {
    for (; at + 1 < content.size(); ++at) {
        auto const next = byteAt(content, at + 1);
        bool const is_data = next == kStuffing || next == kMarkerByte ||
                             (kRestartFirst <= next && next <= kRestartLast);
        if (byteAt(content, at) == kMarkerByte && !is_data)
            return at;
    }
    return content.size();
}

std::string exifSegment(unsigned orientation) {
    auto const data = std::string(kExif) + tiffOf(orientation);
    std::string segment("\xff\xe1\0", 3);
    segment += static_cast<char>(data.size() + 2);
    return segment + data;
}

std::optional<std::string> withoutMetadataOfJpeg(string_view content) {
    std::string kept(content.substr(0, 2));
    std::string rest;
    unsigned orientation = kUpright;
    if (content.size() < 2 || byteAt(content, 1) != kStartOfImage)
        return std::nullopt;
    for (std::size_t at = 2; at + 4 <= content.size() || at + 2 == content.size();) {
        auto const marker = byteAt(content, at + 1);
        if (byteAt(content, at) != kMarkerByte || !beginsSegment(marker))
            return std::nullopt;
        if (marker == kMarkerByte) {  // a fill byte
            ++at;
            continue;
        }
        if (marker == kEndOfImage) {
            if (orientation != kUpright)
                kept += exifSegment(orientation);
            return kept + rest + std::string(content.substr(at, 2));
        }
        auto end = at + 2 + (at + 4 <= content.size() ? numberAt(content, at + 2, 2) : 0);
        if (end < at + 4 || end > content.size())
            return std::nullopt;
        auto const data = content.substr(at + 4, end - at - 4);
        if (marker == kApp1 && data.starts_with(kExif))
            orientation = orientationIn(data.substr(kExif.size()));
        if (marker == kStartOfScan)
            end = endOfScan(content, end);
        if (!isMetadata(marker, data))
            // JFIF comes first, before EXIF.
            (marker == kApp0 && rest.empty() ? kept : rest) += content.substr(at, end - at);
        at = end;
    }
    return std::nullopt;
}

// --- PNG: a signature, then chunks of a length, a type, data and a checksum ---------------------

constexpr string_view kPngSignature("\x89PNG\r\n\x1a\n", 8);
constexpr std::size_t kChunkFrameBytes = 12;

bool isMetadataChunk(string_view type) {
    return type == "eXIf" || type == "tEXt" || type == "zTXt" || type == "iTXt" || type == "tIME";
}

std::string exifChunk(unsigned orientation) {
    auto const body = "eXIf" + tiffOf(orientation);
    auto const sum =
        crc32(0, reinterpret_cast<Bytef const*>(body.data()), static_cast<uInt>(body.size()));
    return bigEndian(static_cast<std::uint32_t>(body.size() - 4)) + body +
           bigEndian(static_cast<std::uint32_t>(sum));
}

std::optional<std::string> withoutMetadataOfPng(string_view content) {
    std::string kept(kPngSignature);
    unsigned orientation = kUpright;
    if (!content.starts_with(kPngSignature))
        return std::nullopt;
    for (auto at = kPngSignature.size(); at + kChunkFrameBytes <= content.size();) {
        auto const size = std::size_t{numberAt(content, at, 4)};
        if (size > content.size() - at - kChunkFrameBytes)
            return std::nullopt;
        auto const type = content.substr(at + 4, 4);
        if (type == "eXIf")
            orientation = orientationIn(content.substr(at + 8, size));
        if (type == "IEND" && orientation != kUpright)
            kept += exifChunk(orientation);
        if (!isMetadataChunk(type))
            kept += content.substr(at, size + kChunkFrameBytes);
        if (type == "IEND")
            return kept;
        at += size + kChunkFrameBytes;
    }
    return std::nullopt;
}

}  // namespace

std::string withoutMetadata(std::string_view content, std::string_view extension) {
    std::optional<std::string> stripped;
    if (extension == "jpg")
        stripped = withoutMetadataOfJpeg(content);
    else if (extension == "png")
        stripped = withoutMetadataOfPng(content);
    return stripped ? *std::move(stripped) : std::string(content);
}

}  // namespace antrean::faq
