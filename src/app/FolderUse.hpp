#pragma once

#include "base/OpenFile.hpp"

#include <string>

namespace antrean::app {

// While it exists, no restore replaces the data folder, or nothing but this restore uses it. A lock
// of the folder itself (flock), which ends with the process, however that ends.
class FolderUse {
public:
    // For everything that uses the data: several at the same time. First finishes, or clears away,
    // a restore that was interrupted (app/RestorePlace.hpp), and logs that. `database_url` is for a
    // restore of a PostgreSQL database. Does nothing if the folder does not exist. Throws
    // std::runtime_error with one line while a restore is running.
    static FolderUse shared(std::string const& data_dir, std::string const& database_url);
    // For a restore. Throws std::runtime_error with one line while anything uses the folder.
    static FolderUse alone(std::string const& data_dir, std::string const& database_url);

private:
    explicit FolderUse(OpenFile folder) : folder_(std::move(folder)) {}

    OpenFile folder_;
};

}  // namespace antrean::app
