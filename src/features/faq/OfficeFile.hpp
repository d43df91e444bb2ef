// Office documents since 2007 are ZIP archives of parts. Writers order the parts differently, so
// the first bytes say little; the archive's directory says what is in it.
#pragma once

#include <string_view>

namespace antrean::faq {

bool isZip(std::string_view content);

// "docx", "xlsx" or "pptx" if the archive has the list of its parts and the main part of such a
// document; otherwise empty.
std::string_view officeExtensionOf(std::string_view content);

}  // namespace antrean::faq
