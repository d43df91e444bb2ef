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
// the old data. With a database on a server, `spare` and `replaced` hold the names of databases:
// the new one takes its place just before .restore-ready, and from then on the new data count. The
// caller has the folder for itself (app/FolderUse.hpp). All functions throw std::runtime_error with
// one line.
#pragma once

#include <functional>
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
    // `before` runs when everything is on disk: it puts a restored database of a server into its
    // place.
    std::string place(std::string const& time, std::function<void()> const& before);
    // Writes down the names of a server's databases (app/SpareDatabase.hpp): an end between the
    // database's step and that of the files must be recognized.
    void noteDatabases(std::string const& spare, std::string const& replaced);

private:
    std::string const data_dir_;
    std::string const data_;
    bool is_decided_ = false;
};

bool hasUnsettledRestore(std::string const& data_dir);
// Finishes or removes what an interrupted restore left, and returns a line that says so; empty if
// there was nothing. `has_taken_place` returns whether the restored database of a server has its
// place.
std::string settleRestore(
    std::string const& data_dir,
    std::function<bool(std::string const& spare, std::string const& replaced)> const&
        has_taken_place
);

}  // namespace antrean::app
