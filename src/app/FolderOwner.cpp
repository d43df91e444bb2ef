#include "app/FolderOwner.hpp"

#include "base/OpenFile.hpp"

#include <fmt/core.h>

#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <stdexcept>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>

namespace antrean::app {
namespace {

struct Close {
    void operator()(DIR* folder) const { ::closedir(folder); }
};

// The owner of the folder may exchange what is in it at any time. So no name is followed through a
// symbolic link, and a file with a second name is left alone.
class Giver {
public:
    explicit Giver(struct stat const& owner) : owner_(owner) {}

    void giveAll(OpenFile folder, std::string const& path) const {
        std::unique_ptr<DIR, Close> const listing(::fdopendir(::dup(folder.descriptor())));
        if (!listing)
            return;
        while (auto const* const entry = ::readdir(listing.get())) {
            std::string_view const name = entry->d_name;
            if (name != "." && name != "..")
                giveOne(folder, entry->d_name, path);
        }
    }

private:
    void giveOne(OpenFile const& folder, char const* name, std::string const& path) const {
        // The name is looked up once: what is examined is what gets the owner.
        OpenFile const entry(::openat(folder.descriptor(), name, O_PATH | O_NOFOLLOW | O_CLOEXEC));
        struct stat found {};
        // A server beside us removes files.
        if (!entry || ::fstat(entry.descriptor(), &found) != 0)
            return;
        if (S_ISDIR(found.st_mode))
            giveAll(
                OpenFile(::openat(entry.descriptor(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)),
                fmt::format("{}/{}", path, name)
            );
        else if (!S_ISREG(found.st_mode) || found.st_nlink != 1)
            return;
        if (found.st_uid != 0)
            return;
        int const result =
            ::fchownat(entry.descriptor(), "", owner_.st_uid, owner_.st_gid, AT_EMPTY_PATH);
        if (result != 0)
            throw std::runtime_error(fmt::format("the owner of {}/{} cannot be set", path, name));
    }

    struct stat const& owner_;
};

}  // namespace

void giveToOwner(std::string const& data_dir, std::string const& path) {
    struct stat owner {};
    if (::geteuid() != 0 || ::stat(data_dir.c_str(), &owner) != 0 || owner.st_uid == 0)
        return;
    OpenFile folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (folder)
        Giver(owner).giveAll(std::move(folder), path);
}

}  // namespace antrean::app
