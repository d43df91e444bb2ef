// For what is made once at the start and then only pointed at: route tables and what describes
// them consist of views.
#pragma once

#include <memory>
#include <utility>
#include <vector>

namespace antrean {

// The value's copy that lives as long as the program. Not thread-safe.
template <class T>
T const& kept(T value) {
    static std::vector<std::unique_ptr<T const>> values;
    return *values.emplace_back(std::make_unique<T const>(std::move(value)));
}

}  // namespace antrean
