// What a file is, by its content alone: what the client calls it proves nothing.
#pragma once

#include <string_view>

namespace antrean::faq {

// The extension that files of this kind have: "pdf", "docx", "jpg", "txt". Empty for every kind
// that FAQ entries do not take. Thread-safe; takes milliseconds, so it is not for I/O threads.
// Throws std::runtime_error when libmagic's database cannot be read.
std::string_view extensionOf(std::string_view content);

// What a file of that name is served as, for example application/pdf.
std::string_view contentTypeOf(std::string_view file_name);

// A browser may show the file itself. Others are only saved: office documents may carry macros, and
// what has an unknown extension may be anything.
bool isShownInline(std::string_view file_name);

}  // namespace antrean::faq
