// How restored data take their place in a data folder, so that an end at any instant leaves the old
// data or the new data whole.
//
//   .restore-new      is being filled and checked. Nothing else has changed: a start removes it.
//   .restore-ready    is complete and on disk. From this rename on, the new data count: a start
//   goes
//                     on. The old data move, name by name, into the folder before-restore-TIME.
//   .restore-placing  all old data have moved. The new data move, name by name, to the top.
//
// Each holds `data`, the new content of the data folder, and `replaces`, the name of the folder for
// the old data. The caller has the folder for itself (app/FolderUse.hpp). All functions throw
// std::runtime_error with one line.
#pragma once

#include <string>
#include <vector>

namespace antrean::app {

// The names at the top of the folder that a restore replaces.
std::vector<std::string> dataNames(std::string const& data_dir);

// Refuses old data that cannot be renamed, because they are a disk of their own.
void requireMovable(std::string const& data_dir);

// New data on their way to their place.
class Restoring {
public:
    // Creates .restore-new.
    explicit Restoring(std::string const& data_dir);
    // Removes .restore-new if the data were not placed.
    ~Restoring();
    Restoring(Restoring const&) = delete;
    Restoring& operator=(Restoring const&) = delete;

    // An empty folder for the new data.
    std::string const& data() const { return data_; }
    // Makes them count, and returns the path of the folder with the old data; empty if there were
    // none. `time` is for its name: digits and dashes.
    std::string place(std::string const& time);

private:
    std::string const data_dir_;
    std::string const data_;
};

bool hasUnsettledRestore(std::string const& data_dir);
// Finishes or removes what an interrupted restore left, and returns a line that says so; empty if
// there was nothing.
std::string settleRestore(std::string const& data_dir);

}  // namespace antrean::app
