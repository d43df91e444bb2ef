// The type of a file, determined only by its content, because a client's claims prove nothing.
#pragma once

#include <string_view>

namespace antrean::faq {

// The extension for this type of file: "pdf", "docx", "jpg", "txt". Empty for a type that FAQ
// entries do not accept. Thread-safe; takes milliseconds, so never on an I/O thread. Throws
// std::runtime_error if libmagic's database cannot be read.
std::string_view extensionOf(std::string_view content);

// The Content-Type of a file with that name, for example application/pdf.
std::string_view contentTypeOf(std::string_view file_name);

// Whether a browser may show the file. Other files are only saved: office documents may contain
// macros, and a file with an unknown extension may be anything.
bool isShownInline(std::string_view file_name);

}  // namespace antrean::faq
