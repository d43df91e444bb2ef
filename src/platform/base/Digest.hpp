// Hashes in the formats of the original's tables, so that its rows can be imported unchanged.
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace antrean::digest {

using Sha256 = std::array<unsigned char, 32>;
Sha256 sha256(std::string_view data);
// 64 lower-case hex digits.
std::string hex(Sha256 const& hash);
std::string sha256Hex(std::string_view data);
// HMAC with SHA-256; 64 lower-case hex digits.
std::string hmacSha256Hex(std::string_view key, std::string_view data);
// HMAC with SHA-512; 128 lower-case hex digits.
std::string hmacSha512Hex(std::string_view key, std::string_view data);
// 32 lower-case hex digits. Not secure: only for protocols that require it.
std::string md5Hex(std::string_view data);
// The base64 text of SHA-256, as a Content-Security-Policy names it.
std::string sha256Base64(std::string_view data);
// 8 lower-case hex digits of the CRC-32 that zlib computes.
std::string crc32Hex(std::string_view data);
// The time depends only on the lengths.
bool equalInConstantTime(std::string_view left, std::string_view right);

// bcrypt, "$2y$<rounds>$...", 60 characters. Takes a quarter of a second at 12 rounds, so never on
// an I/O or database thread. Reads at most 72 bytes. `password` must not contain NUL.
std::string bcrypt(std::string_view password, int rounds);
// Accepts $2y$, $2a$ and $2b$. False if `hash` is not a bcrypt hash.
bool bcryptMatches(std::string_view password, std::string const& hash);
// The cost in a bcrypt hash; 0 if `hash` is not one.
int bcryptRounds(std::string_view hash);

}  // namespace antrean::digest
