// The files of FAQ entries, in one folder of the data directory.
//
//   NAME             a file; whoever knows its name may read it
//   .new~NAME        the same file once more, while the row that is to name it is not committed
//   .old~NEW~NAME    the same, while the row that is to name NEW instead is not committed
//
// A file that is added or goes away with a transaction has such a second name from before the
// commit until after it. What a crash leaves with a second name is settled at the next start: it
// stays when a row names it, otherwise it goes. Files without one are never removed, so that those
// of the original may simply be copied into the folder. Adding is done under a shared lock of the
// folder, settling under an exclusive one: several servers may share it.
#pragma once

#include "base/OpenFile.hpp"
#include "base/Result.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace antrean::faq {

// Thread-safe.
class FaqFiles {
public:
    // The folder is made when the first file comes.
    explicit FaqFiles(std::string folder) : folder_(std::move(folder)) {}

    // Errors: not_found, also for names that no file of ours can have ("../x"); unavailable.
    Result<OpenFile> open(std::string_view name) const;

    // Settles what a crash left behind. `is_named` tells whether a row names the file. Does nothing
    // while another server adds files: that one is alive, and the next start looks again.
    void settle(std::function<bool(std::string const& name)> const& is_named) const;

    // What happens to the folder together with one transaction. Undone unless keep() or leave() is
    // called. For one thread.
    class Change {
    public:
        explicit Change(FaqFiles const& files) : files_(files) {}
        ~Change();
        Change(Change const&) = delete;
        Change& operator=(Change const&) = delete;

        // Writes a new file; it is on disk when this returns its name, which is made like the
        // original's (contract, 4.3-24): "1767944579_6960b183a35f1.pdf". Once only. Error:
        // unavailable, when the disk is full or cannot be written.
        Result<std::string> add(std::string_view content, std::string_view extension, Instant now);
        // After add(): this file goes away when the change is kept. Called again, the last name
        // counts.
        void retire(std::string const& name);
        // After the commit.
        void keep();
        // When nobody knows whether the commit took place: the next start settles it.
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
