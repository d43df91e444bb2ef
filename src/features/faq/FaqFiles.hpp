// The files of FAQ entries, in one folder of the data directory.
//
//   NAME             a file; anybody who knows its name may read it
//   .new~NAME        a second name of the file until the row with NAME is committed
//   .old~NEW~NAME    a second name of the file until the row with NEW instead of NAME is committed;
//                    NEW is NAME when the row has no file any more
//
// A file that is added or removed with a transaction has such a second name from before the commit
// until after it. After a crash, the next start settles files with a second name: a file that a row
// names stays, any other is removed. Files without a second name are never removed, so files of the
// original may simply be copied into the folder. Adding a file holds a shared lock of the folder,
// settling an exclusive one, because several servers may share the folder.
#pragma once

#include "base/OpenFile.hpp"
#include "base/Result.hpp"
#include "http/Refusal.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace antrean::faq {

inline constexpr http::Refusal kUnknownFile{ErrorKind::not_found, "File not found"};

// Thread-safe.
class FaqFiles {
public:
    // The folder is created with the first file.
    explicit FaqFiles(std::string folder) : folder_(std::move(folder)) {}

    // Errors: kUnknownFile, also for invalid names ("../x"); unavailable.
    Result<OpenFile> open(std::string_view name) const;

    // Settles the files that a crash left. `is_named` returns whether a row names the file. Does
    // nothing while another server adds files; the next start tries again.
    void settle(std::function<bool(std::string const& name)> const& is_named) const;

    // The changes of the folder that belong to one transaction. They are undone unless keep() or
    // leave() is called. For one thread.
    class Change {
    public:
        explicit Change(FaqFiles const& files) : files_(files) {}
        ~Change();
        Change(Change const&) = delete;
        Change& operator=(Change const&) = delete;

        // Writes a new file to disk and returns its name, which has the original's form (contract,
        // 4.3-24): "1767944579_6960b183a35f1.pdf". Call it once. Error: unavailable, if the disk is
        // full or cannot be written.
        Result<std::string> add(std::string_view content, std::string_view extension, Instant now);
        // This file is removed when the change is kept. If it is called again, the last name
        // counts.
        void retire(std::string const& name);
        // Call it after the commit.
        void keep();
        // Call it if it is unknown whether the commit took place; the next start settles the files.
        void leave();

    private:
        bool openFolder();
        Result<std::string> failed(std::string_view what) const;
        std::string markOfRetired() const;

        FaqFiles const& files_;
        OpenFile folder_;  // locked
        std::optional<std::string> added_;
        std::optional<std::string> retired_;
    };

private:
    std::string folder_;
};

}  // namespace antrean::faq
