// IP addresses and networks, for the options that list them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace antrean::http {

// An IPv4 or IPv6 address. IPv4 is stored as a mapped IPv6 address (::ffff:a.b.c.d), so that a
// client has the same address on an IPv4 and on an IPv6 socket.
class Address {
public:
    // Empty for anything but a plain address: no port, no brackets, no zone.
    static std::optional<Address> parse(std::string_view text);

    // The usual text: one per address, "1.2.3.4" also for ::ffff:1.2.3.4.
    std::string text() const;
    // The first 64 bits of an IPv6 address, with which one client may have any number of addresses;
    // an IPv4 address as it is. For counting clients.
    Address household() const;
    std::size_t hash() const;

    bool operator==(Address const&) const = default;

    // The text of an IPv4 address, or of the 64-bit network of an IPv6 address, whose addresses all
    // may belong to one client: "192.0.2.1", "2001:db8::/64".
    std::string clientGroup() const;

private:
    friend class Network;
    std::array<std::uint8_t, 16> bytes_{};
    bool is_ipv4_ = false;
};

// For limits per client: Address::clientGroup, or the text itself if it is not an address.
std::string clientGroupOf(std::string_view address);

// An address and the length of its prefix in bits: "10.0.0.0/8", "::1".
class Network {
public:
    static std::optional<Network> parse(std::string_view text);

    bool contains(Address const& address) const;

private:
    Address address_;
    std::size_t bits_ = 0;
};

// Networks separated by commas, or `*` for every address.
class NetworkList {
public:
    // Empty when some entry is neither an address nor a CIDR.
    static std::optional<NetworkList> parse(std::string_view text);
    // This machine, and the networks of buildings.
    static NetworkList privateNetworks();

    bool contains(Address const& address) const;
    bool containsEverything() const { return everything_; }
    bool empty() const { return !everything_ && networks_.empty(); }
    // The text that the list was parsed from.
    std::string const& text() const { return text_; }

private:
    std::string text_;
    std::vector<Network> networks_;
    bool everything_ = false;
};

}  // namespace antrean::http
