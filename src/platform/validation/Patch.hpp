// A member of an update that distinguishes "not sent" (keep the stored value) from null (clear it).
#pragma once

#include <optional>
#include <utility>

namespace antrean::validation {

template <class T>
class Patch {
public:
    Patch() = default;  // absent
    static Patch null() {
        Patch patch;
        patch.is_present_ = true;
        return patch;
    }
    static Patch of(T value) {
        Patch patch = null();
        patch.value_ = std::move(value);
        return patch;
    }

    bool isAbsent() const { return !is_present_; }
    bool isNull() const { return is_present_ && !value_; }
    // Empty when absent or null.
    std::optional<T> const& value() const { return value_; }
    // The column's value after the update, if it was `stored` before.
    std::optional<T> over(std::optional<T> stored) const {
        return is_present_ ? value_ : std::move(stored);
    }

    bool operator==(Patch const&) const = default;

private:
    bool is_present_ = false;
    std::optional<T> value_;
};

}  // namespace antrean::validation
