// The patient's page, whose placeholders the server fills (web/src/patient/CONTRACT.md):
//
//   {{NAME}}         the text of that name, escaped
//   {{hidden_NAME}}  the attribute `hidden` if that text is empty
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace antrean::ticket {

using Fields = std::unordered_map<std::string_view, std::string>;

// Immutable, so thread-safe.
class PageTemplate {
public:
    // `html` lives as long as this object.
    explicit PageTemplate(std::string_view html);

    bool empty() const { return parts_.empty(); }
    // The first name that `fields` does not have; empty if it has all of them.
    std::string_view missingIn(Fields const& fields) const;
    // A name that `fields` does not have is an empty text.
    std::string fill(Fields const& fields) const;

private:
    struct Part {
        std::string_view literal;
        std::string_view name;  // of the placeholder after it; empty: none
        bool is_hidden = false;
    };
    std::vector<Part> parts_;
};

}  // namespace antrean::ticket
