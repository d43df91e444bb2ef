// Reads a ZIP archive by its directory, as other programs do.
#pragma once

#include "base/OpenFile.hpp"

#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <zlib.h>

namespace antrean::test {

inline std::size_t number(std::string_view bytes, std::size_t offset, std::size_t size) {
    std::size_t value = 0;
    for (; size > 0; --size)
        value = value << 8 | static_cast<unsigned char>(bytes.at(offset + size - 1));
    return value;
}

inline std::string contentOf(OpenFile const& file) {
    std::string content(static_cast<std::size_t>(file.status().size_bytes), '\0');
    if (file.read(0, content) != content.size())
        throw std::runtime_error("the file cannot be read whole");
    return content;
}

inline std::string inflated(std::string_view deflated, std::size_t size) {
    std::string content(size + 1, '\0');
    z_stream stream{};
    inflateInit2(&stream, -15);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(deflated.data()));
    stream.avail_in = static_cast<uInt>(deflated.size());
    stream.next_out = reinterpret_cast<Bytef*>(content.data());
    stream.avail_out = static_cast<uInt>(content.size());
    auto const end = inflate(&stream, Z_FINISH);
    content.resize(stream.total_out);
    inflateEnd(&stream);
    if (end != Z_STREAM_END || content.size() != size)
        throw std::runtime_error("an entry cannot be inflated");
    return content;
}

// The contents by name. Throws if head, directory and content disagree.
inline std::map<std::string, std::string> unzip(OpenFile const& file) {
    auto const whole = contentOf(file);
    std::string_view const bytes(whole);
    auto const end = bytes.rfind("PK\x05\x06");
    auto at = number(bytes, end + 16, 4);
    std::map<std::string, std::string> entries;
    for (auto left = number(bytes, end + 10, 2); left > 0; --left) {
        auto const name = bytes.substr(at + 46, number(bytes, at + 28, 2));
        auto const head = number(bytes, at + 42, 4);
        if (bytes.substr(head + 30, name.size()) != name ||
            bytes.substr(head + 6, 20) != bytes.substr(at + 8, 20))
            throw std::runtime_error("head and directory differ");
        auto const deflated = bytes.substr(head + 30 + name.size(), number(bytes, at + 20, 4));
        auto const content = inflated(deflated, number(bytes, at + 24, 4));
        auto const crc = crc32_z(0, reinterpret_cast<Bytef const*>(content.data()), content.size());
        if (crc != number(bytes, at + 16, 4))
            throw std::runtime_error("a wrong checksum");
        entries.emplace(name, content);
        at += 46 + name.size();
    }
    if (at != end || end + 22 != bytes.size())
        throw std::runtime_error("the directory does not end where it should");
    return entries;
}

}  // namespace antrean::test
