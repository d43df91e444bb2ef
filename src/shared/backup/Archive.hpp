// Archives: tar, compressed with Zstandard. Any `tar --zstd -x` reads them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

struct archive;

namespace antrean {
class NewFile;
}

namespace antrean::backup {

// All functions of both classes throw std::runtime_error with a text of one line.

class ArchiveWriter {
public:
    // `file` outlives it.
    explicit ArchiveWriter(NewFile& file);
    ~ArchiveWriter();
    ArchiveWriter(ArchiveWriter const&) = delete;
    ArchiveWriter& operator=(ArchiveWriter const&) = delete;

    // The member's content follows in pieces, `bytes` altogether.
    void begin(std::string const& name, std::int64_t bytes);
    void write(std::string_view piece);
    void add(std::string const& name, std::string_view content);
    void finish();

private:
    struct Free {
        void operator()(archive* writer) const;
    };
    void require(int code) const;

    NewFile& file_;
    std::string write_problem_;  // why the file could not be written; libarchive cannot pass it on
    std::unique_ptr<archive, Free> writer_;
};

class ArchiveReader {
public:
    explicit ArchiveReader(std::string path);
    ~ArchiveReader();
    ArchiveReader(ArchiveReader const&) = delete;
    ArchiveReader& operator=(ArchiveReader const&) = delete;

    struct Entry {
        std::string name;
        std::int64_t bytes = 0;
    };
    // The next member; empty at the end of the archive. Refuses what is not a plain file.
    std::optional<Entry> next();
    // Reads the member's content; returns 0 at its end.
    std::size_t read(std::span<char> space);
    // The size of the archive itself.
    std::int64_t fileBytes() const { return file_bytes_; }

private:
    struct Free {
        void operator()(archive* reader) const;
    };
    [[noreturn]] void fail() const;

    std::string const path_;
    std::int64_t file_bytes_ = 0;
    std::unique_ptr<archive, Free> reader_;
};

// Whether the file begins as every archive does.
bool looksLikeArchive(std::string const& path);

}  // namespace antrean::backup
