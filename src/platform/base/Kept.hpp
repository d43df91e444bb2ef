// For values that are created once at the start and then referred to: route tables and their
// descriptions consist of views.
#pragma once

#include <memory>
#include <utility>
#include <vector>

namespace antrean {

// Returns a copy of the value that lives as long as the program. Not thread-safe.
template <class T>
T const& kept(T value) {
    static std::vector<std::unique_ptr<T const>> values;
    return *values.emplace_back(std::make_unique<T const>(std::move(value)));
}

}  // namespace antrean
