#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace antrean {

// SHA-256 of data that come in pieces.
class Sha256Stream {
public:
    Sha256Stream();
    void add(std::string_view piece);
    // 64 lower-case hex digits. Once, at the end.
    std::string hex();

private:
    struct Free {
        void operator()(void* context) const;
    };
    std::unique_ptr<void, Free> context_;  // EVP_MD_CTX
};

}  // namespace antrean
