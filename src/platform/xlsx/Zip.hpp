// A ZIP archive (APPNOTE 6.3, without ZIP64), written front to back.
//   archive = *( head name deflated-bytes ) *( directory-entry name ) end-of-directory
// An entry's head holds its sizes, so it is filled in when the entry ends.
#pragma once

#include "base/OpenFile.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace antrean::xlsx {

// A failure of the disk ends it: what comes after is ignored, and failure() says why.
class Zip {
public:
    // Writes from the beginning of the file, which is open for writing and outlives it.
    explicit Zip(OpenFile const& file);
    ~Zip();
    Zip(Zip const&) = delete;
    Zip& operator=(Zip const&) = delete;

    // Ends the entry before.
    void begin(std::string name);
    // Of the entry begun.
    void write(std::string_view bytes);
    void add(std::string name, std::string_view content);
    // Ends the archive.
    void finish();

    // Empty while all is well.
    std::string const& failure() const { return failure_; }

private:
    struct Entry {
        std::string name;
        std::uint64_t offset = 0;  // of its head
        std::uint64_t size = 0;    // as it was
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
    bool is_open_ = false;  // the last entry
    std::uint64_t offset_ = 0;
    std::string failure_;
};

}  // namespace antrean::xlsx
