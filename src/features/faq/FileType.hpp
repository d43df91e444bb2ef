// The type of a file, determined by its content, because a client's claims prove nothing.
#pragma once

#include "base/OpenFile.hpp"

#include <string>
#include <string_view>

namespace antrean::faq {

// The extension for this type of file: "pdf", "docx", "jpg", "txt". Empty for a type that FAQ
// entries do not accept. `client_extension`, in lower case, decides only whether a text of any kind
// is plain text. Thread-safe; takes milliseconds, so never on an I/O thread. Throws
// std::runtime_error if libmagic's database cannot be read.
std::string_view extensionOf(std::string_view content, std::string_view client_extension);

// The Content-Type of a file with that name, for example application/pdf.
std::string contentTypeOf(std::string_view file_name, OpenFile const& file);

// Whether a browser may show the file. Other files are only saved: office documents may contain
// macros, and a file with an unknown extension may be anything.
bool isShownInline(std::string_view file_name);

}  // namespace antrean::faq
