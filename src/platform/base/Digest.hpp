// Hashes in the formats of the original's rows, so that those can be imported as they are.
#pragma once

#include <string>
#include <string_view>

namespace antrean::digest {

// 64 lower-case hex digits.
std::string sha256Hex(std::string_view data);
// HMAC with SHA-256; 64 lower-case hex digits.
std::string hmacSha256Hex(std::string_view key, std::string_view data);
// HMAC with SHA-512; 128 lower-case hex digits.
std::string hmacSha512Hex(std::string_view key, std::string_view data);
// 32 lower-case hex digits. Only where a protocol asks for it.
std::string md5Hex(std::string_view data);
// The base64 text of SHA-256, as a Content-Security-Policy names it.
std::string sha256Base64(std::string_view data);
// 8 lower-case hex digits of the CRC-32 that zlib computes.
std::string crc32Hex(std::string_view data);
// Time depends on the lengths only.
bool equalInConstantTime(std::string_view left, std::string_view right);

// bcrypt, "$2y$<rounds>$...", 60 characters. Takes a quarter of a second at 12 rounds: never on
// an I/O or database thread. Reads at most 72 bytes; the password holds no NUL.
std::string bcrypt(std::string_view password, int rounds);
// Accepts $2y$, $2a$ and $2b$. False for anything that is no bcrypt hash.
bool bcryptMatches(std::string_view password, std::string const& hash);
// The cost in a bcrypt hash; 0 when it is none.
int bcryptRounds(std::string_view hash);

}  // namespace antrean::digest
