// Whether the servers of a data folder ended properly. Each running server has a file in its folder
// `.runs` (hidden, so that no backup has it), named by the instant of its start. The file is locked
// while the process lives, its time of change is the last sign of life, and the server removes it
// when it ends properly. So a file without a lock belongs to a server that crashed or was killed,
// or whose machine lost its power. The next start gives such a file another name, under which the
// newest ones are kept.
#pragma once

#include "base/Clock.hpp"
#include "base/OpenFile.hpp"
#include "base/Watcher.hpp"

#include <string>
#include <vector>

namespace prometheus {
struct MetricFamily;
}

namespace antrean::app {

struct UncleanEnd {
    Instant started_at{};
    Instant last_alive_at{};  // up to a minute before the end
};

// The newest ten at most, newest first. Changes nothing. Empty if the folder cannot be read.
std::vector<UncleanEnd> listUncleanEnds(std::string const& data_dir);

// Of the server that runs.
class RunMark {
public:
    // Logs the unclean ends that no start has logged. A folder that cannot be written is only
    // logged, because patients wait for the server and not for its mark.
    explicit RunMark(std::string const& data_dir);
    // The server has ended properly.
    ~RunMark();
    RunMark(RunMark const&) = delete;
    RunMark& operator=(RunMark const&) = delete;

    // Gives signs of life from now on.
    void start() { watcher_.start(); }
    void stop() { watcher_.stop(); }

    std::vector<prometheus::MetricFamily> families() const;

private:
    std::string path_;  // empty: it could not be written
    OpenFile file_;
    std::vector<UncleanEnd> const unclean_ends_;
    Watcher watcher_;
};

}  // namespace antrean::app
