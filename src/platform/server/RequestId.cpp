#include "server/RequestId.hpp"

#include "base/Random.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace antrean::server {
namespace {

constexpr std::size_t kLengthMax = 64;

bool isSane(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
           (letter >= '0' && letter <= '9') || letter == '.' || letter == '_' || letter == '-';
}

std::uint64_t seed() {
    std::uint64_t number = 0;
    auto const bytes = randomBytes(sizeof number);
    std::memcpy(&number, bytes.data(), sizeof number);
    return number;
}

// A thread's own sequence from a random start: splitmix64, a bijection, so one thread never
// repeats an id, and ids of two threads are equal only with negligible probability.
std::uint64_t nextNumber() {
    thread_local std::uint64_t state = seed();
    state += 0x9e3779b97f4a7c15ULL;
    auto number = state;
    number = (number ^ (number >> 30)) * 0xbf58476d1ce4e5b9ULL;
    number = (number ^ (number >> 27)) * 0x94d049bb133111ebULL;
    return number ^ (number >> 31);
}

}  // namespace

std::string requestId(std::string_view asked) {
    if (!asked.empty() && asked.size() <= kLengthMax && std::ranges::all_of(asked, isSane))
        return std::string(asked);
    std::string id(16, '0');
    auto number = nextNumber();
    for (auto& digit : id) {
        digit = "0123456789abcdef"[number & 15U];
        number >>= 4;
    }
    return id;
}

}  // namespace antrean::server
