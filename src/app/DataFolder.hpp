#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace antrean::app {

// The folder of --data-dir: the embedded database, uploaded files, and secrets that no flag sets.
class DataFolder {
public:
    explicit DataFolder(std::string path) : path_(std::move(path)) {}

    std::string const& path() const { return path_; }
    // Of the embedded database.
    std::string databaseUrl() const { return "sqlite:" + path_ + "/antrean.db"; }
    // Where the files of FAQ entries are.
    std::string faqFolder() const { return path_ + "/faq"; }
    // Where the clinic may put recordings of its own for calls.
    std::string voiceFolder() const { return path_ + "/voice"; }

    // Where backups are without --backup-dir.
    std::string backupFolder() const { return path_ + "/backups"; }

    // Creates the folder, accessible to its owner only, unless it exists. Throws
    // std::runtime_error with one clear line.
    void create() const;
    // Logs a warning when other users of the machine can read the folder or what is in it.
    void warnIfOpen() const;
    // Reads the secret from the file of that name, or generates a random one if the file does not
    // exist. Throws std::runtime_error when it cannot be written, and when the file is empty: a new
    // secret in its place would make unreadable what the old one encrypted.
    std::string secret(std::string_view file_name) const;

    // Copies uploaded files, recordings and secrets to another folder, which is created. A file
    // that is there already stays. Returns how many files were copied. Throws std::runtime_error
    // with one clear line.
    std::size_t copyFilesTo(DataFolder const& other) const;

private:
    std::string path_;
};

}  // namespace antrean::app
