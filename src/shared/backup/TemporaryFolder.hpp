#pragma once

#include "base/OpenFile.hpp"

#include <string>
#include <string_view>

namespace antrean::backup {

// A hidden folder for files on their way, removed with all that is in it: by its end, or after a
// crash by the next user of the same name.
class TemporaryFolder {
public:
    // Throws std::runtime_error, with a text of one line.
    TemporaryFolder(std::string const& parent, std::string_view name);
    ~TemporaryFolder();
    TemporaryFolder(TemporaryFolder const&) = delete;
    TemporaryFolder& operator=(TemporaryFolder const&) = delete;

    std::string const& path() const { return path_; }

private:
    std::string path_;
    OpenFile lock_;  // held while the folder is in use
};

// Removes the folders of that name which a killed program left.
void removeLeftTemporaries(std::string const& parent, std::string_view name);

}  // namespace antrean::backup
