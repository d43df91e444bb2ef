#pragma once

#include "backup/Observer.hpp"

namespace antrean::app {

// Shows on stderr how far a command is, if that is a terminal: one line, which is cleared at the
// end.
class Progress {
public:
    Progress();
    ~Progress();
    Progress(Progress const&) = delete;
    Progress& operator=(Progress const&) = delete;

    backup::Observer observer();

private:
    void show(std::string_view step, std::int64_t done, std::int64_t all);

    bool const is_terminal_;
    bool is_shown_ = false;
    std::int64_t shown_percent_ = -1;
    std::string_view shown_step_;
};

}  // namespace antrean::app
