// A ZIP archive (APPNOTE 6.3, without ZIP64), written from front to back.
//   archive = *( head name deflated-bytes ) *( directory-entry name ) end-of-directory
// An entry's head contains its sizes, so it is written when the entry ends.
#pragma once

#include "base/OpenFile.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace antrean::xlsx {

// After a disk failure further calls are ignored, and failure() says why.
class Zip {
public:
    // Writes from the beginning of `file`, which must be open for writing and outlive this object.
    explicit Zip(OpenFile const& file);
    ~Zip();
    Zip(Zip const&) = delete;
    Zip& operator=(Zip const&) = delete;

    // Ends the previous entry.
    void begin(std::string name);
    // Appends to the current entry.
    void write(std::string_view bytes);
    void add(std::string name, std::string_view content);
    // Ends the archive.
    void finish();

    // Empty as long as nothing failed.
    std::string const& failure() const { return failure_; }

private:
    struct Entry {
        std::string name;
        std::uint64_t offset = 0;  // of its head
        std::uint64_t size = 0;    // uncompressed
        std::uint64_t deflated_size = 0;
        std::uint32_t crc = 0;
    };
    struct Deflater;

    void end();
    void deflate(std::string_view bytes, bool is_last);
    void put(std::string_view bytes);
    void putAt(std::uint64_t offset, std::string_view bytes);
    static std::string headOf(Entry const& entry);
    static std::string directoryEntryOf(Entry const& entry);

    OpenFile const& file_;
    std::unique_ptr<Deflater> deflater_;
    std::vector<Entry> entries_;
    bool is_open_ = false;  // whether the last entry is open
    std::uint64_t offset_ = 0;
    std::string failure_;
};

}  // namespace antrean::xlsx
