#include "base/Html.hpp"

#include "base/Text.hpp"

namespace antrean {

std::string escapeHtml(std::string_view text) {
    std::string html;
    html.reserve(text.size());
    for (char const letter : text::toUtf8(text)) {
        switch (letter) {
            case '&':
                html += "&amp;";
                break;
            case '<':
                html += "&lt;";
                break;
            case '>':
                html += "&gt;";
                break;
            case '"':
                html += "&quot;";
                break;
            case '\'':
                html += "&#39;";
                break;
            default:
                html += letter;
        }
    }
    return html;
}

}  // namespace antrean
