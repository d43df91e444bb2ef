// For long work beside a server: it takes what requests leave.
#pragma once

#include <chrono>

namespace antrean {

// Gives the calling thread the lowest priority, for the processors and for the disk, so that it
// takes what requests leave. Programs that it starts inherit that. Cannot be undone, and never
// fails: where the system forbids it, nothing changes.
void workInBackground();

// Writes to disk what was written to the file, without a flush of the disk and without a commit of
// the file system: the sync of every other file would wait for these. So a crash may lose the data.
void writeOut(int descriptor);

// Work in pieces, with a rest after each.
class Pace {
public:
    // Rests three times as long as the work has taken since the last rest, within limits.
    void rest();

private:
    std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
};

}  // namespace antrean
