#pragma once

#include "base/Watcher.hpp"

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace antrean::app {

// Calls `reload` when one of the TLS files was replaced or changed, so that a renewed certificate
// needs neither a signal nor a restart.
class CertificateWatch {
public:
    // Looks at the files every ten seconds. Empty names: there is nothing to watch.
    CertificateWatch(
        std::string certificate_file, std::string key_file, std::function<void()> reload
    );

    void start();
    void stop() { watcher_.stop(); }

private:
    // What differs after a change of a file: device, inode, size and time of change. A missing file
    // has no mark and counts as unchanged, because a renewal may remove it for a moment.
    struct Mark {
        std::array<std::int64_t, 5> values{};
        bool operator==(Mark const&) const = default;
    };

    static std::optional<Mark> markOf(std::string const& file);
    void look();

    std::array<std::string, 2> const files_;
    std::function<void()> const reload_;
    std::array<Mark, 2> marks_;
    Watcher watcher_;
};

}  // namespace antrean::app
