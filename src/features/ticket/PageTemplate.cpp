#include "ticket/PageTemplate.hpp"

#include "base/Html.hpp"

namespace antrean::ticket {
namespace {

constexpr std::string_view kOpening = "{{";
constexpr std::string_view kClosing = "}}";
constexpr std::string_view kHidden = "hidden_";

}  // namespace

PageTemplate::PageTemplate(std::string_view html) {
    while (!html.empty()) {
        auto const opening = html.find(kOpening);
        auto const closing =
            opening == html.npos ? html.npos : html.find(kClosing, opening + kOpening.size());
        if (closing == html.npos) {
            parts_.push_back({html, {}});
            return;
        }
        auto const begin = opening + kOpening.size();
        Part part{html.substr(0, opening), html.substr(begin, closing - begin)};
        part.is_hidden = part.name.starts_with(kHidden);
        if (part.is_hidden)
            part.name.remove_prefix(kHidden.size());
        parts_.push_back(part);
        html.remove_prefix(closing + kClosing.size());
    }
}

std::string_view PageTemplate::missingIn(Fields const& fields) const {
    for (auto const& part : parts_)
        if (!part.name.empty() && !fields.contains(part.name))
            return part.name;
    return {};
}

std::string PageTemplate::fill(Fields const& fields) const {
    std::string page;
    for (auto const& part : parts_) {
        page += part.literal;
        auto const found = fields.find(part.name);
        bool const is_empty = found == fields.end() || found->second.empty();
        if (!part.name.empty() && part.is_hidden && is_empty)
            page += "hidden";
        else if (!part.is_hidden && !is_empty)
            page += escapeHtml(found->second);
    }
    return page;
}

}  // namespace antrean::ticket
