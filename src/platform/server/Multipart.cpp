#include "server/Multipart.hpp"

#include "base/Text.hpp"
#include "server/FormFields.hpp"

#include <algorithm>
#include <optional>
#include <string>

namespace antrean::server {
namespace {

constexpr std::size_t kBoundaryBytesMax = 200;
constexpr std::string_view kBlank = " \t";

std::string_view trimmed(std::string_view text) {
    auto const begin = text.find_first_not_of(kBlank);
    if (begin == std::string_view::npos)
        return {};
    return text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

// The position of the first ';' outside quotes, or the size of the text.
std::size_t parameterEnd(std::string_view text) {
    bool is_quoted = false;
    for (std::size_t index = 0; index < text.size(); ++index) {
        if (is_quoted && text[index] == '\\')
            ++index;
        else if (text[index] == '"')
            is_quoted = !is_quoted;
        else if (text[index] == ';' && !is_quoted)
            return index;
    }
    return text.size();
}

// Old browsers send Windows paths with single backslashes: only \" and \\ are escapes.
std::string unquoted(std::string_view text) {
    if (!text.starts_with('"'))
        return std::string(text);
    std::string plain;
    for (std::size_t index = 1; index < text.size() && text[index] != '"'; ++index) {
        bool const escapes = text[index] == '\\' && index + 1 < text.size() &&
                             (text[index + 1] == '"' || text[index + 1] == '\\');
        if (escapes)
            ++index;
        plain += text[index];
    }
    return plain;
}

// The value of a parameter of "form-data; name=\"a\"; filename=\"b\"". Empty when absent.
std::optional<std::string> parameter(std::string_view header, std::string_view name) {
    while (true) {
        header.remove_prefix(std::min(parameterEnd(header) + 1, header.size()));
        if (header.empty())
            return std::nullopt;
        auto const each = header.substr(0, parameterEnd(header));
        auto const equals = each.find('=');
        if (equals != std::string_view::npos &&
            text::equalIgnoringCase(trimmed(each.substr(0, equals)), name))
            return unquoted(trimmed(each.substr(equals + 1)));
    }
}

struct Part {
    std::string disposition;
    std::string content_type;
    std::string_view content;
    bool is_whole = true;
};

void readPartHeaders(std::string_view headers, Part& part) {
    while (!headers.empty()) {
        auto line = headers.substr(0, headers.find('\n'));
        headers.remove_prefix(std::min(line.size() + 1, headers.size()));
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        auto const colon = line.find(':');
        if (colon == std::string_view::npos)
            continue;
        auto const name = trimmed(line.substr(0, colon));
        auto const content = trimmed(line.substr(colon + 1));
        if (text::equalIgnoringCase(name, "Content-Disposition"))
            part.disposition = content;
        else if (text::equalIgnoringCase(name, "Content-Type"))
            part.content_type = content;
    }
}

// The position of the blank line after the headers. Each header line includes its line end.
std::size_t blankLineIn(std::string_view head) {
    for (auto end = head.find('\n'); end != std::string_view::npos;
         end = head.find('\n', end + 1)) {
        auto const next = head.substr(end + 1);
        if (next.starts_with('\n') || next.starts_with("\r\n"))
            return end + 1;
    }
    return std::string_view::npos;
}

// The parts of a body, one after the other.
class Parts {
public:
    Parts(std::string_view body, std::string_view boundary)
        : delimiter_("\n--" + std::string(boundary)), rest_(body) {}

    // Moves to the first delimiter, which may be at the start of the body.
    bool start() {
        auto const bare = std::string_view(delimiter_).substr(1);
        if (rest_.starts_with(bare)) {
            rest_.remove_prefix(bare.size());
            return true;
        }
        return skipPast(delimiter_);
    }
    bool atEnd() const { return rest_.starts_with("--"); }

    // Empty when the part is malformed or the body ends within its headers. A part is the last one
    // when the body ends within its content.
    std::optional<Part> next() {
        rest_.remove_prefix(std::min(rest_.find_first_not_of(kBlank), rest_.size()));
        if (rest_.starts_with('\r'))
            rest_.remove_prefix(1);
        // Without headers the blank line follows at once.
        auto const head = rest_.substr(0, kPartHeaderBytesMax);
        auto const head_end = blankLineIn(head);
        if (!rest_.starts_with('\n') || head_end == std::string_view::npos)
            return std::nullopt;
        Part part;
        readPartHeaders(head.substr(1, head_end - 1), part);
        // When the content is empty, the end of the blank line may also begin the delimiter.
        rest_.remove_prefix(rest_.find('\n', head_end));
        auto const end = rest_.find(delimiter_);
        if (end == std::string_view::npos) {
            part.is_whole = false;
            part.content = rest_.substr(1);
            rest_ = {};
            return part;
        }
        part.content = end == 0 ? "" : rest_.substr(1, end - 1);
        if (part.content.ends_with('\r'))
            part.content.remove_suffix(1);
        rest_.remove_prefix(end + delimiter_.size());
        return part;
    }

private:
    bool skipPast(std::string_view mark) {
        auto const found = rest_.find(mark);
        if (found == std::string_view::npos)
            return false;
        rest_.remove_prefix(found + mark.size());
        return true;
    }

    std::string delimiter_;
    std::string_view rest_;
};

std::optional<std::string> fileName(std::string_view disposition) {
    auto name = parameter(disposition, "filename");
    if (auto const extended = parameter(disposition, "filename*"); !name && extended) {
        auto const quotes = extended->find("''");
        name = text::percentDecode(
            quotes == std::string::npos ? *extended : extended->substr(quotes + 2)
        );
    }
    if (!name)
        return std::nullopt;
    std::erase(*name, '\0');
    // Only the last component: a path on the client's machine has no meaning here.
    auto const slash = name->find_last_of("/\\");
    return text::toUtf8(slash == std::string::npos ? *name : name->substr(slash + 1));
}

Error broken(std::string_view what) {
    return Error::malformed("Malformed multipart body: " + std::string(what) + ".");
}

}  // namespace

Result<void> readMultipart(
    std::string_view content_type,
    std::string_view body,
    boost::json::object& input,
    std::vector<http::Upload>& uploads
) {
    auto const boundary = parameter(content_type, "boundary");
    if (!boundary || boundary->empty() || boundary->size() > kBoundaryBytesMax)
        return {};
    Parts parts(body, *boundary);
    if (!parts.start())
        return {};
    FormFields fields(input);
    while (!parts.atEnd()) {
        auto part = parts.next();
        if (!part)
            return broken("a part is incomplete");
        auto const name = parameter(part->disposition, "name");
        if (!name)
            return broken("a part has no name");
        auto file_name = fileName(part->disposition);
        if (!part->is_whole && (!file_name || file_name->empty()))
            return broken("a part is incomplete");
        if (!file_name) {
            if (!fields.add(*name, part->content))
                return Error::malformed("Too many input fields.");
            continue;
        }
        if (file_name->empty())
            continue;
        if (uploads.size() == kFilesMax)
            return Error::malformed("Too many files.");
        uploads.push_back(
            {text::toUtf8(*name),
             std::move(*file_name),
             std::move(part->content_type),
             std::string(part->content),
             part->is_whole}
        );
        if (!part->is_whole)
            break;
    }
    // Uploads replace fields of the same name, whichever came first (contract, 1.7).
    for (auto const& upload : uploads)
        if (!fields.addUpload(upload.field))
            return Error::malformed("Too many input fields.");
    return {};
}

}  // namespace antrean::server
