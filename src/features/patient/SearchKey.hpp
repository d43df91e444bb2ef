// How patients are found: each has a stored text with all forms of the name and the numbers, and a
// search looks for its own text in it.
#pragma once

#include "patient/Patient.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace antrean::patient {

// The stored text of a patient: folded name, numbers as typed and in all other forms, one a line.
std::string searchKey(PatientValues const& values);

// LIKE patterns for searchKey, parameters of the statements that search: the folded text and, if it
// may be a part of a number, its digits in two forms. Without a text, all patients are found.
struct Search {
    std::optional<std::string> text;
    std::optional<std::string> number;
    std::optional<std::string> other_number;
    // The same for SQLite's index of trigrams. Empty if a text has fewer than three letters, which
    // the index does not find.
    std::optional<std::string> match;
};

// `searched`: the text of ?search=, if any.
Search searchOf(std::optional<std::string> const& searched);

}  // namespace antrean::patient
