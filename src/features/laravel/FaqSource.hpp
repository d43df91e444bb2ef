#pragma once

#include "base/Result.hpp"

#include <string>
#include <utility>

namespace antrean::laravel {

// The original's files of FAQ entries, in storage/app/public/faq.
class FaqSource {
public:
    // `storage` is the folder storage/app/public; empty: there are no files.
    FaqSource(std::string storage, std::string target)
        : storage_(std::move(storage)), target_(std::move(target)) {}

    // Copies the file that an entry names, unless it is there already. Refused, with the reason,
    // when the file does not exist or its name is not that of a file.
    Result<void> copy(std::string const& name) const;

private:
    std::string storage_;
    std::string target_;
};

}  // namespace antrean::laravel
