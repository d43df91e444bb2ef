// The link of a visit, "/a/CODE": with it a patient follows the visit without a login. The code is
// the id of the reservation and a constant, encrypted as one AES block with a secret of the
// installation, so that it needs no column and no code can be guessed
// (docs/decisions/0029-visit-codes.md).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace antrean::links {

inline constexpr std::size_t kCodeLetters = 22;  // 128 bits as base64url
inline constexpr std::string_view kVisitLinksSecret = "visit_links";

// Thread-safe.
class VisitLinks {
public:
    // `secret`: any text that is hard to guess. `public_url`: without a final slash; empty if the
    // server does not know under which address patients reach it.
    VisitLinks(std::string_view secret, std::string public_url);
    ~VisitLinks();

    std::string codeOf(std::int64_t reservation_id) const;
    // Empty for every text that codeOf does not return for an id above 0.
    std::optional<std::int64_t> idOf(std::string_view code) const;

    // "/a/CODE"
    std::string pathOf(std::int64_t reservation_id) const;
    // For a message: with the public URL before it; empty without one.
    std::string messageLinkOf(std::int64_t reservation_id) const;
    // The same with the code of no visit, for a preview.
    std::string exampleLink() const;

private:
    class Cipher;

    std::unique_ptr<Cipher> encryption_;
    std::unique_ptr<Cipher> decryption_;
    std::string public_url_;
};

}  // namespace antrean::links
