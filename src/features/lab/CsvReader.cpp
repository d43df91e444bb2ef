#include "lab/CsvReader.hpp"

#include "base/Text.hpp"

#include <string_view>

namespace antrean::lab {
namespace {

constexpr std::size_t kBufferBytes = 64 * 1024;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

Error invalid(char const* why) {
    return Error::refused(why);
}

}  // namespace

CsvReader::CsvReader(std::istream& input) : input_(input) {
    peek();
    if (buffer_.starts_with(kByteOrderMark))
        at_ = kByteOrderMark.size();
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

Result<bool> CsvReader::next(Row& fields) {
    fields.clear();
    while (isAtLineEnd() && peek() != kEnd) {
        ++row_;
        skipLineEnd();
    }
    if (peek() == kEnd)
        return false;
    ++row_;
    for (;;) {
        if (fields.size() == kFieldsMax)
            return invalid("has too many fields");
        std::string field;
        if (auto const read = readField(field); !read)
            return read.error();
        if (!text::isUtf8(field))
            return invalid("is not UTF-8");
        if (field.find('\0') != std::string::npos)
            return invalid("has a NUL character");
        fields.push_back(field.empty() ? std::nullopt : std::optional(std::move(field)));
        if (peek() != ',')
            break;
        skip();
    }
    if (!isAtLineEnd())
        return invalid("has text after a closing quote");
    skipLineEnd();
    return true;
}

Result<void> CsvReader::readField(std::string& field) {
    if (peek() == '"')
        return readQuoted(field);
    while (peek() != ',' && !isAtLineEnd()) {
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
