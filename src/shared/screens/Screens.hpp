// The screens of staff, waiting room, patients and kiosks: files of the web build that the program
// contains.
#pragma once

#include "http/ContentCoding.hpp"
#include "http/Message.hpp"
#include "screens/EmbeddedFiles.hpp"

#include <optional>
#include <span>
#include <string_view>
#include <unordered_map>

namespace antrean::screens {

// Immutable after construction, so every thread may use it.
class Screens {
public:
    // The files live as long as the program.
    explicit Screens(std::span<EmbeddedFile const> files);

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

    std::unordered_map<std::string_view, Forms> files_;  // by the path of the plain form
};

}  // namespace antrean::screens
