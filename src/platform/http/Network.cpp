#include "http/Network.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <charconv>
#include <functional>

namespace antrean::http {
namespace {

constexpr std::size_t kAddressBits = 128;
constexpr std::size_t kIpv4PrefixBits = 96;

std::string_view withoutSpaces(std::string_view text) {
    while (!text.empty() && text.front() == ' ')
        text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ')
        text.remove_suffix(1);
    return text;
}

}  // namespace

std::optional<Address> Address::parse(std::string_view text) {
    if (text.empty() || text.size() >= INET6_ADDRSTRLEN)
        return std::nullopt;
    std::string const terminated(text);
    Address address;
    std::array<std::uint8_t, 4> ipv4{};
    if (inet_pton(AF_INET, terminated.c_str(), ipv4.data()) == 1) {
        address.bytes_[10] = address.bytes_[11] = 0xff;
        std::ranges::copy(ipv4, address.bytes_.begin() + 12);
        address.is_ipv4_ = true;
        return address;
    }
    if (inet_pton(AF_INET6, terminated.c_str(), address.bytes_.data()) != 1)
        return std::nullopt;
    constexpr std::array<std::uint8_t, 12> kMapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    address.is_ipv4_ = std::equal(kMapped.begin(), kMapped.end(), address.bytes_.begin());
    return address;
}

std::string Address::text() const {
    std::array<char, INET6_ADDRSTRLEN> text{};
    auto const* const bytes = is_ipv4_ ? bytes_.data() + kIpv4PrefixBits / 8 : bytes_.data();
    inet_ntop(is_ipv4_ ? AF_INET : AF_INET6, bytes, text.data(), text.size());
    return text.data();
}

Address Address::household() const {
    auto address = *this;
    if (!is_ipv4_)
        std::fill(address.bytes_.begin() + 8, address.bytes_.end(), std::uint8_t{0});
    return address;
}

std::string Address::clientGroup() const {
    auto const address = household().text();
    return is_ipv4_ ? address : address + "/64";
}

std::size_t Address::hash() const {
    auto const* const bytes = reinterpret_cast<char const*>(bytes_.data());
    return std::hash<std::string_view>()({bytes, bytes_.size()});
}

std::string clientGroupOf(std::string_view address) {
    auto const read = Address::parse(address);
    return read ? read->clientGroup() : std::string(address);
}

std::optional<Network> Network::parse(std::string_view text) {
    auto const slash = text.find('/');
    auto const address = Address::parse(text.substr(0, slash));
    if (!address)
        return std::nullopt;
    Network network;
    network.address_ = *address;
    network.bits_ = kAddressBits;
    if (slash == std::string_view::npos)
        return network;
    auto const digits = text.substr(slash + 1);
    std::size_t bits = 0;
    auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), bits);
    bool const is_dotted = text.substr(0, slash).find(':') == std::string_view::npos;
    auto const offset = is_dotted ? kIpv4PrefixBits : 0;
    if (digits.empty() || error != std::errc() || end != digits.data() + digits.size() ||
        bits > kAddressBits - offset)
        return std::nullopt;
    network.bits_ = bits + offset;
    return network;
}

bool Network::contains(Address const& address) const {
    // ::/0 is every IPv6 address; IPv4 ones belong to 0.0.0.0/0.
    if (bits_ < kIpv4PrefixBits && address.is_ipv4_)
        return false;
    auto const whole = bits_ / 8;
    if (!std::equal(
            address.bytes_.begin(),
            address.bytes_.begin() + static_cast<std::ptrdiff_t>(whole),
            address_.bytes_.begin()
        ))
        return false;
    auto const left = bits_ % 8;
    if (left == 0)
        return true;
    auto const mask = static_cast<std::uint8_t>(0xffU << (8 - left));
    return (address.bytes_[whole] & mask) == (address_.bytes_[whole] & mask);
}

std::optional<NetworkList> NetworkList::parse(std::string_view text) {
    NetworkList list;
    list.text_ = text;
    while (!text.empty()) {
        auto const comma = text.find(',');
        auto const entry = withoutSpaces(text.substr(0, comma));
        text.remove_prefix(comma == std::string_view::npos ? text.size() : comma + 1);
        if (entry == "*") {
            list.everything_ = true;
            continue;
        }
        auto const network = Network::parse(entry);
        if (!network)
            return std::nullopt;
        list.networks_.push_back(*network);
    }
    return list;
}

NetworkList NetworkList::privateNetworks() {
    return parse("127.0.0.0/8,::1,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,fc00::/7").value();
}

bool NetworkList::contains(Address const& address) const {
    return everything_ || std::ranges::any_of(networks_, [&address](Network const& network) {
               return network.contains(address);
           });
}

}  // namespace antrean::http
