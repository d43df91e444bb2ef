#include "base/Sha256Stream.hpp"

#include "base/Digest.hpp"

#include <openssl/evp.h>

#include <stdexcept>

namespace antrean {
namespace {

EVP_MD_CTX* of(void* context) {
    return static_cast<EVP_MD_CTX*>(context);
}

}  // namespace

void Sha256Stream::Free::operator()(void* context) const {
    EVP_MD_CTX_free(of(context));
}

Sha256Stream::Sha256Stream() : context_(EVP_MD_CTX_new()) {
    if (!context_ || EVP_DigestInit_ex(of(context_.get()), EVP_sha256(), nullptr) != 1)
        throw std::runtime_error("OpenSSL refused to compute a hash");
}

void Sha256Stream::add(std::string_view piece) {
    if (EVP_DigestUpdate(of(context_.get()), piece.data(), piece.size()) != 1)
        throw std::runtime_error("OpenSSL refused to compute a hash");
}

std::string Sha256Stream::hex() {
    digest::Sha256 hash{};
    if (EVP_DigestFinal_ex(of(context_.get()), hash.data(), nullptr) != 1)
        throw std::runtime_error("OpenSSL refused to compute a hash");
    return digest::hex(hash);
}

}  // namespace antrean
