// Admission by the network of the client, for routes that ask for no other credentials.
#pragma once

#include "http/Message.hpp"
#include "http/Network.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace antrean::http {

// The host names under which clients reach this server.
class HostNames {
public:
    // "klinik.example,antrean.lan", or `*` for every name. Empty if one of them is not a host name.
    static std::optional<HostNames> parse(std::string_view text);

    // Of "https://klinik.example:8443/antrean" or "klinik.example:8443". Adds nothing if there is
    // no name in it.
    void addFrom(std::string_view url_or_authority);
    // `name` in lower case, without a port.
    bool contains(std::string_view name) const;
    bool containsEverything() const { return everything_; }
    std::string const& text() const { return text_; }

private:
    std::string text_;
    std::vector<std::string> names_;
    bool everything_ = false;
};

// Whether the request comes from one of `networks`, and a web page of somebody else did not cause
// it. A browser in the clinic is in those networks too, and runs pages of the whole internet:
// - The request's Host must be ours, so that the owner of a foreign name cannot let it resolve to
//   this server (DNS rebinding): one of `own`, an IP address, or a name without a dot, which
//   nobody can register.
// - Its Origin must be ours too, if it has one.
// Logs a warning, at most one a minute, when a request of these networks is refused.
bool isAdmitted(Request const& request, NetworkList const& networks, HostNames const& own);

}  // namespace antrean::http
