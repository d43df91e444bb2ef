#include "delivery/AddressRule.hpp"

namespace antrean::delivery {
namespace {

// "This host", link-local, multicast and broadcast; metadata services outside of those (AWS over
// IPv6, Alibaba, Azure, Oracle); link-local through NAT64.
constexpr std::string_view kForbidden =
    "0.0.0.0/8,169.254.0.0/16,224.0.0.0/3,100.100.100.200,168.63.129.16,192.0.0.192,"
    "::/128,fe80::/10,ff00::/8,fd00:ec2::254,fd20:ce::254,64:ff9b::a9fe:0/112";

http::NetworkList const& forbidden() {
    static auto const list = http::NetworkList::parse(kForbidden).value();
    return list;
}

}  // namespace

bool AddressRule::allows(std::string_view address) const {
    // A link-local address comes with its zone: "fe80::1%eth0".
    auto const parsed = http::Address::parse(address.substr(0, address.find('%')));
    return parsed && (allowed_.contains(*parsed) || !forbidden().contains(*parsed));
}

}  // namespace antrean::delivery
