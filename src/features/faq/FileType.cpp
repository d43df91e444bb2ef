#include "faq/FileType.hpp"

#include "base/Text.hpp"
#include "faq/OfficeFile.hpp"

#include <magic.h>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>

namespace antrean::faq {
namespace {

struct FileType {
    std::string_view extension;
    std::string_view content_type;
    bool is_shown_inline = false;
};

// The first extension of a type is the one that files get.
constexpr FileType kTypes[] = {
    {"pdf", "application/pdf", true},
    {"jpg", "image/jpeg", true},
    {"jpeg", "image/jpeg", true},
    {"png", "image/png", true},
    {"txt", "text/plain", true},
    {"doc", "application/msword"},
    {"xls", "application/vnd.ms-excel"},
    {"ppt", "application/vnd.ms-powerpoint"},
    {"docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
    {"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
    {"pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"},
};

// libmagic, which is not thread-safe, with its database of a few MiB, which is mapped on first use.
class Magic {
public:
    Magic() : cookie_(magic_open(MAGIC_MIME_TYPE), magic_close) {
        if (!cookie_ || magic_load(cookie_.get(), nullptr) != 0)
            throw std::runtime_error("libmagic: " + reason());
    }

    std::string typeOf(std::string_view content) {
        std::lock_guard const lock(mutex_);
        auto const* type = magic_buffer(cookie_.get(), content.data(), content.size());
        return type == nullptr ? std::string() : type;
    }

private:
    std::string reason() const {
        auto const* text = cookie_ ? magic_error(cookie_.get()) : nullptr;
        return text == nullptr ? "cannot be started" : text;
    }

    std::unique_ptr<magic_set, decltype(&magic_close)> cookie_;
    std::mutex mutex_;
};

// Whether the beginning of the file is UTF-8. A character at the end may be cut.
bool beginsWithUtf8(OpenFile const& file) {
    constexpr std::size_t kLookedAtBytes = 64 * 1024;
    constexpr std::size_t kCutBytesMax = 3;
    std::string text(kLookedAtBytes, '\0');
    text.resize(file.read(0, text));
    bool const may_be_cut = text.size() == kLookedAtBytes;
    for (std::size_t cut = 0; cut <= (may_be_cut ? kCutBytesMax : 0); ++cut)
        if (text::isUtf8(std::string_view(text).substr(0, text.size() - cut)))
            return true;
    return false;
}

FileType const* typeOfName(std::string_view file_name) {
    auto const extension = text::lower(file_name.substr(file_name.rfind('.') + 1));
    for (auto const& type : kTypes)
        if (type.extension == extension)
            return &type;
    return nullptr;
}

}  // namespace

std::string_view extensionOf(std::string_view content, std::string_view client_extension) {
    if (isZip(content))
        return officeExtensionOf(content);
    static Magic magic;
    auto const found = magic.typeOf(content);
    // libmagic takes opening hours for a table, for example.
    if (client_extension == "txt" && found.starts_with("text/"))
        return "txt";
    for (auto const& type : kTypes)
        if (type.content_type == found)
            return type.extension;
    return {};
}

std::string contentTypeOf(std::string_view file_name, OpenFile const& file) {
    auto const* type = typeOfName(file_name);
    if (type == nullptr)
        return "application/octet-stream";
    std::string content_type(type->content_type);
    if (type->extension == "txt" && beginsWithUtf8(file))
        content_type += "; charset=utf-8";
    return content_type;
}

bool isShownInline(std::string_view file_name) {
    auto const* type = typeOfName(file_name);
    return type != nullptr && type->is_shown_inline;
}

}  // namespace antrean::faq
