#include "lab/CsvReader.hpp"

#include "base/Text.hpp"

#include <algorithm>
#include <string_view>

namespace antrean::lab {
namespace {

constexpr std::size_t kBufferBytes = 64 * 1024;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kSeparators = ",;\t";

Error invalid(char const* why) {
    return Error::refused(why);
}

}  // namespace

CsvReader::CsvReader(std::istream& input) : input_(input) {
    peek();
    if (buffer_.starts_with(kByteOrderMark))
        at_ = kByteOrderMark.size();
    findSeparator();
}

// The current byte, or kEnd.
int CsvReader::peek() {
    if (at_ == buffer_.size()) {
        buffer_.resize(kBufferBytes);
        input_.read(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
        buffer_.resize(static_cast<std::size_t>(input_.gcount()));
        at_ = 0;
    }
    return buffer_.empty() ? kEnd : static_cast<unsigned char>(buffer_[at_]);
}

bool CsvReader::isAtLineEnd() {
    auto const byte = peek();
    return byte == kEnd || byte == '\n' || byte == '\r';
}

void CsvReader::skipLineEnd() {
    if (peek() == '\r')
        skip();
    if (peek() == '\n')
        skip();
}

// The first separator outside of quotes in the header. Only the first buffer is looked at: a header
// is shorter.
void CsvReader::findSeparator() {
    bool is_quoted = false;
    bool is_header = false;
    for (auto const byte : std::string_view(buffer_).substr(at_)) {
        is_quoted = is_quoted != (byte == '"');
        bool const is_line_end = !is_quoted && (byte == '\n' || byte == '\r');
        if (is_line_end && is_header)
            return;
        is_header = is_header || !is_line_end;
        if (!is_quoted && kSeparators.find(byte) != std::string_view::npos) {
            separator_ = byte;
            return;
        }
    }
}

Result<bool> CsvReader::next(Row& fields) {
    for (;;) {
        while (isAtLineEnd() && peek() != kEnd) {
            ++row_;
            skipLineEnd();
        }
        fields.clear();
        if (peek() == kEnd)
            return false;
        ++row_;
        if (auto const read = readFields(fields); !read)
            return read.error();
        bool const has_value =
            std::ranges::any_of(fields, [](auto const& field) { return field.has_value(); });
        // Spreadsheets save rows of separators below their table.
        if (has_value || fields.size() == 1)
            return true;
    }
}

Result<void> CsvReader::readFields(Row& fields) {
    for (;;) {
        if (fields.size() == kFieldsMax)
            return invalid("has too many fields");
        std::string field;
        bool const is_quoted = peek() == '"';
        if (auto const read = readField(field); !read)
            return read.error();
        if (!text::isUtf8(field))
            return invalid("is not UTF-8");
        if (field.find('\0') != std::string::npos)
            return invalid("has a NUL character");
        bool const is_null = field.empty() || (!is_quoted && (field == "NULL" || field == "\\N"));
        fields.push_back(is_null ? std::nullopt : std::optional(std::move(field)));
        if (peek() != separator_)
            break;
        skip();
    }
    if (!isAtLineEnd())
        return invalid("has text after a closing quote");
    skipLineEnd();
    return {};
}

Result<void> CsvReader::readField(std::string& field) {
    if (peek() == '"')
        return readQuoted(field);
    while (peek() != separator_ && !isAtLineEnd()) {
        if (field.size() == kFieldBytesMax)
            return invalid("has a field that is too long");
        field += static_cast<char>(peek());
        skip();
    }
    return {};
}

Result<void> CsvReader::readQuoted(std::string& field) {
    for (skip();; skip()) {
        auto const byte = peek();
        if (byte == kEnd)
            return invalid("has a quote that is never closed");
        if (byte == '"') {
            skip();
            if (peek() != '"')
                return {};
        }
        if (field.size() == kFieldBytesMax)
            return invalid("has a field that is too long");
        field += static_cast<char>(byte);
    }
}

}  // namespace antrean::lab
