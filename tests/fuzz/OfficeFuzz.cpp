// The directory of a ZIP archive, and the parts of a picture.
#include "Clean.hpp"
#include "faq/OfficeFile.hpp"
#include "faq/PhotoMetadata.hpp"

#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(char const* bytes, std::size_t size) {
    namespace faq = antrean::faq;
    using antrean::fuzz::require;
    std::string_view const content(bytes, size);
    auto const extension = faq::officeExtensionOf(content);
    require(extension.empty() || extension == "docx" || extension == "xlsx" || extension == "pptx");
    for (std::string_view kind : {"jpg", "png"}) {
        auto const bare = faq::withoutMetadata(content, kind);
        // What is taken away once is gone.
        require(faq::withoutMetadata(bare, kind) == bare);
    }
    return 0;
}
