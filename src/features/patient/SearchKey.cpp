#include "patient/SearchKey.hpp"

#include "base/Fold.hpp"
#include "base/Text.hpp"
#include "clinic/Phone.hpp"

namespace antrean::patient {
namespace {

// A form that stands in the text already is found there. No folded text has a line break, so none
// is found across two lines.
void addLine(std::string& key, std::string_view form) {
    if (form.empty() || key.find(form) != std::string::npos)
        return;
    if (!key.empty())
        key += '\n';
    key += form;
}

// The lines of a patient whose numbers were typed as usual.
constexpr std::size_t kNumbersBytes = 64;

std::string containing(std::string_view text) {
    return '%' + text::escapeLike(text) + '%';
}

// A phrase of the index: the trigrams of the text, one after the other.
std::string phrase(std::string_view text) {
    return '"' + text::replaceAll(text, "\"", "\"\"") + '"';
}

}  // namespace

std::string searchKey(PatientValues const& values) {
    auto key = text::fold(values.patient_name);
    key.reserve(key.size() + kNumbersBytes);
    addLine(key, text::fold(values.whatsapp_number));
    for (auto const& form : clinic::phoneForms(values.whatsapp_number))
        addLine(key, form);
    if (values.no_bpjs) {
        addLine(key, text::fold(*values.no_bpjs));
        addLine(key, clinic::digitsOf(*values.no_bpjs));
    }
    return key;
}

Search searchOf(std::optional<std::string> const& searched) {
    if (!searched)
        return {};
    constexpr std::size_t kTrigram = 3;
    auto const text = text::fold(*searched);
    Search search{containing(text), {}, {}, {}};
    // Digits that are searched have at least three letters.
    if (text::codePoints(text) >= kTrigram)
        search.match = phrase(text);
    for (auto const& digits : clinic::searchedDigits(*searched)) {
        if (digits == text)
            continue;
        (search.number ? search.other_number : search.number) = containing(digits);
        *search.match += " OR " + phrase(digits);
    }
    return search;
}

}  // namespace antrean::patient
