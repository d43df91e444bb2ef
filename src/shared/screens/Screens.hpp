// The screens of staff, waiting room, patients and kiosks: files of the web build that the program
// contains.
#pragma once

#include "http/ContentCoding.hpp"
#include "http/Message.hpp"
#include "screens/EmbeddedFiles.hpp"

#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

namespace antrean::screens {

// Immutable after construction, so every thread may use it.
class Screens {
public:
    // The files live as long as the program. `base_path` ("/antrean") is put in front of the paths
    // in the pages, which are then sent without compression; empty: the pages stay as they are.
    explicit Screens(std::span<EmbeddedFile const> files, std::string_view base_path = {});
    Screens(Screens const&) = delete;
    Screens& operator=(Screens const&) = delete;

    // Whether the program was built with them.
    bool empty() const { return files_.empty(); }

    // Answers with this file, compressed if the client accepts that: 200, 304, or a part if
    // `has_ranges`. Empty if there is no such file.
    std::optional<http::Response> answer(
        http::Request const& request,
        std::string_view path,
        std::string_view cache_control,
        bool has_ranges = false
    ) const;

    // The file, not compressed. Empty if there is no such file.
    std::string_view text(std::string_view path) const;

private:
    // The forms of a file. A form that does not exist is null.
    struct Forms {
        EmbeddedFile const* plain = nullptr;
        EmbeddedFile const* gzip = nullptr;
        EmbeddedFile const* brotli = nullptr;

        EmbeddedFile const& in(http::ContentCoding coding) const;
    };

    Forms const* find(std::string_view path) const;
    // The page below that base path.
    EmbeddedFile moved(EmbeddedFile const& page, std::string_view base_path);

    std::unordered_map<std::string_view, Forms> files_;  // by the path of the plain form
    // What the moved pages refer to.
    std::deque<std::string> texts_;
    std::deque<EmbeddedFile> moved_;
};

}  // namespace antrean::screens
