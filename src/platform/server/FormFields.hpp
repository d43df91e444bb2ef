// Fields of queries and forms, named by PHP's rules.
#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace antrean::server {

inline constexpr std::size_t kFieldsMax = 1000;
inline constexpr std::size_t kFieldDepthMax = 32;

// A text as handlers get it: UTF-8 without NUL, trimmed, null when nothing is left. Passwords are
// not trimmed; `name` decides whether the text is a password.
boost::json::value cleanText(std::string_view name, std::string_view text);

// The value of an upload in the input. It is present, and every rule except `required` refuses it.
// No body can contain it, because JSON has no NaN.
inline constexpr double kUploaded = std::numeric_limits<double>::quiet_NaN();

// Adds fields to an object, one after the other; a later field of the same name wins.
//   "a" -> a;  "a[]" -> next element of a;  "a[0]", "a[b]" -> that element;  "a[b][c]" -> deeper.
// A space or dot in the outermost name becomes '_', since PHP's variables cannot hold them.
class FormFields {
public:
    // The object must outlive this.
    explicit FormFields(boost::json::object& target) : target_(target) {}

    // Both decoded. False when a limit is reached; the field is not added then.
    [[nodiscard]] bool add(std::string_view name, std::string_view text);
    // kUploaded under that name.
    [[nodiscard]] bool addUpload(std::string_view name);
    // "a=1&b%5B%5D=2". False when a limit is reached.
    [[nodiscard]] bool addEncoded(std::string_view pairs);

private:
    using Text = std::optional<std::string_view>;  // empty: an upload

    bool place(std::string_view name, Text text);
    void setPlain(std::string_view name, Text text);
    bool addNested(std::string_view root, std::string_view brackets, Text text);

    boost::json::object& target_;
    std::size_t count_ = 0;
    std::size_t scanned_keys_ = 0;
};

}  // namespace antrean::server
