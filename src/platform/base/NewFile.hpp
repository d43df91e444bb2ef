// Files that exist under their name only when they are complete and on disk.
#pragma once

#include "base/OpenFile.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace antrean {

// A file that is being written under a temporary name. Only its owner may read it. All
// functions throw std::runtime_error with one line that names the file and the reason.
class NewFile {
public:
    // `temporary_path` is on the same file system.
    NewFile(std::string path, std::string temporary_path);
    // Removes the file unless it was published.
    ~NewFile();
    NewFile(NewFile const&) = delete;
    NewFile& operator=(NewFile const&) = delete;

    void write(std::string_view piece);
    // Writes everything to disk, then gives the file its name; replaces a file of that name.
    void publish();
    // Keeps the file under its temporary name, without a sync.
    void keep() { is_published_ = true; }

    std::string const& path() const { return path_; }
    std::int64_t writtenBytes() const { return written_bytes_; }

private:
    [[noreturn]] void fail() const;

    std::string const path_;
    std::string const temporary_path_;
    OpenFile file_;
    std::int64_t written_bytes_ = 0;
    std::int64_t written_out_bytes_ = 0;
    bool is_published_ = false;
};

// Writes the names in the folder to disk. Throws std::runtime_error.
void syncFolder(std::string const& folder);

// The folder that the file of this path is in.
std::string folderOf(std::string const& path);

}  // namespace antrean
