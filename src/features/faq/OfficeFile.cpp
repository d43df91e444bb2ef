#include "faq/OfficeFile.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace antrean::faq {
namespace {

// The ZIP format (APPNOTE.TXT): each entry of the directory and the end of the directory begin with
// a signature; numbers are little-endian.
constexpr std::string_view kFirstFile = "PK\x03\x04";
constexpr std::string_view kEntry = "PK\x01\x02";
constexpr std::string_view kEnd = "PK\x05\x06";
constexpr std::size_t kEndBytes = 22;
constexpr std::size_t kEntryBytes = 46;
constexpr std::size_t kCommentBytesMax = 65'535;
constexpr std::size_t kEntriesMax = 10'000;

constexpr std::string_view kListOfParts = "[Content_Types].xml";

struct Kind {
    std::string_view extension;
    std::string_view main_part;  // without ".xml"; some writers append a number
};
constexpr Kind kKinds[] = {
    {"docx", "word/document"},
    {"xlsx", "xl/workbook"},
    {"pptx", "ppt/presentation"},
};

std::uint32_t numberAt(std::string_view bytes, std::size_t offset, std::size_t size) {
    std::uint32_t number = 0;
    for (std::size_t i = size; i-- > 0;)
        number = number << 8U | static_cast<unsigned char>(bytes[offset + i]);
    return number;
}

// From the first entry of the directory on; empty if there is no directory.
std::string_view directoryOf(std::string_view content) {
    auto const tail_bytes = std::min(content.size(), kEndBytes + kCommentBytesMax);
    auto const found = content.rfind(kEnd);
    if (found == std::string_view::npos || found + kEndBytes > content.size() ||
        found < content.size() - tail_bytes)
        return {};
    auto const offset = numberAt(content, found + 16, 4);
    return offset < found ? content.substr(offset, found - offset) : std::string_view();
}

// Takes the first entry off the directory and returns its name.
std::optional<std::string_view> takeName(std::string_view& directory) {
    if (directory.size() < kEntryBytes || !directory.starts_with(kEntry))
        return std::nullopt;
    auto const name_bytes = numberAt(directory, 28, 2);
    auto const whole =
        kEntryBytes + name_bytes + numberAt(directory, 30, 2) + numberAt(directory, 32, 2);
    if (whole > directory.size())
        return std::nullopt;
    auto const name = directory.substr(kEntryBytes, name_bytes);
    directory.remove_prefix(whole);
    return name;
}

bool isMainPart(std::string_view name, Kind const& kind) {
    if (!name.starts_with(kind.main_part) || !name.ends_with(".xml"))
        return false;
    auto const between =
        name.substr(kind.main_part.size(), name.size() - kind.main_part.size() - 4);
    return std::ranges::all_of(between, [](char each) { return '0' <= each && each <= '9'; });
}

}  // namespace

bool isZip(std::string_view content) {
    return content.starts_with(kFirstFile);
}

std::string_view officeExtensionOf(std::string_view content) {
    auto directory = directoryOf(content);
    std::string_view extension;
    bool has_list = false;
    for (std::size_t count = 0; count < kEntriesMax; ++count) {
        auto const name = takeName(directory);
        if (!name)
            break;
        has_list = has_list || *name == kListOfParts;
        for (auto const& kind : kKinds)
            if (isMainPart(*name, kind))
                extension = kind.extension;
    }
    return has_list ? extension : std::string_view();
}

}  // namespace antrean::faq
