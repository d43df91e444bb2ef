#include "validation/Url.hpp"

#include "base/Text.hpp"

#include <boost/url/ipv6_address.hpp>

#include <algorithm>
#include <array>

namespace antrean::validation {
namespace {

constexpr std::array<std::string_view, 62> kSchemes{
    "http",     "https", "ftp",        "ftps",      "sftp",   "ws",         "wss",  "file",
    "data",     "ssh",   "git",        "svn",       "telnet", "tftp",       "ldap", "ldaps",
    "nfs",      "smb",   "rtmp",       "rtsp",      "rtsps",  "sip",        "sips", "xmpp",
    "irc",      "ircs",  "jdbc",       "redis",     "rediss", "mongodb",    "mqtt", "mqtts",
    "amqp",     "amqps", "coap",       "coaps",     "gopher", "imap",       "pop",  "nntp",
    "news",     "dns",   "dav",        "feed",      "gemini", "ipp",        "ipps", "magnet",
    "market",   "maps",  "snmp",       "soap.beep", "stun",   "turn",       "udp",  "vnc",
    "whatsapp", "tg",    "postgresql", "mysql",     "s3",     "androidapp",
};

bool isAsciiAlnum(char character) {
    return ('0' <= character && character <= '9') || ('a' <= character && character <= 'z') ||
           ('A' <= character && character <= 'Z');
}

bool isHex(char character) {
    return ('0' <= character && character <= '9') || ('a' <= character && character <= 'f') ||
           ('A' <= character && character <= 'F');
}

// Letters and digits of any script, the given symbols, and percent escapes.
bool consistsOf(std::string_view text, std::string_view symbols) {
    while (!text.empty()) {
        if (text.front() == '%') {
            if (text.size() < 3 || !isHex(text[1]) || !isHex(text[2]))
                return false;
            text.remove_prefix(3);
            continue;
        }
        auto const code = text::firstCodePoint(text);
        bool const is_foreign =
            code.value > 0xA0 && text::trim(text.substr(0, code.size_bytes)).size() > 0;
        if (code.size_bytes == 0 || !(isAsciiAlnum(text.front()) || is_foreign ||
                                      symbols.find(text.front()) != std::string_view::npos))
            return false;
        text.remove_prefix(code.size_bytes);
    }
    return true;
}

bool isUser(std::string_view user) {
    auto const colon = user.find(':');
    auto const name = user.substr(0, colon);
    if (name.empty() || !consistsOf(name, "_.-"))
        return false;
    if (colon == std::string_view::npos)
        return true;
    auto const password = user.substr(colon + 1);
    return !password.empty() && consistsOf(password, "_.-");
}

bool isName(std::string_view host) {
    if (host.size() < 2 || host.find('%') != std::string_view::npos)
        return false;
    if (host.ends_with('.'))
        host.remove_suffix(1);
    bool const ends_well =
        !host.empty() && host.back() != '-' && host.back() != '_' && host.back() != '.';
    return ends_well && host.find("..") == std::string_view::npos && host.front() != '.' &&
           consistsOf(host, "-_.");
}

bool isHostAndPort(std::string_view text) {
    std::size_t host_size = 0;
    if (text.starts_with('[')) {
        auto const end = text.find(']');
        if (end == std::string_view::npos ||
            boost::urls::parse_ipv6_address(text.substr(1, end - 1)).has_error())
            return false;
        host_size = end + 1;
    } else {
        host_size = std::min(text.find(':'), text.size());
        if (!isName(text.substr(0, host_size)))
            return false;
    }
    auto const port = text.substr(host_size);
    return port.empty() || (port.size() > 1 && port.front() == ':' &&
                            port.find_first_not_of("0123456789", 1) == std::string_view::npos);
}

}  // namespace

bool isUrl(std::string_view text) {
    auto const colon = text.find("://");
    if (colon == std::string_view::npos)
        return false;
    auto const scheme = text::lower(text.substr(0, colon));
    if (std::find(kSchemes.begin(), kSchemes.end(), scheme) == kSchemes.end())
        return false;
    text.remove_prefix(colon + 3);
    auto authority = text.substr(0, text.find_first_of("/?#"));
    text.remove_prefix(authority.size());
    if (auto const at = authority.rfind('@'); at != std::string_view::npos) {
        if (!isUser(authority.substr(0, at)))
            return false;
        authority.remove_prefix(at + 1);
    }
    if (!isHostAndPort(authority))
        return false;
    auto const path = text.substr(0, text.find_first_of("?#"));
    text.remove_prefix(path.size());
    auto const query = text.substr(0, text.find('#'));
    text.remove_prefix(query.size());
    return consistsOf(path, "/-._~!$&'()*+,;=:@") &&
           (query.empty() || consistsOf(query.substr(1), "-._~!$&'[]()*+,;=:@/?")) &&
           (text.empty() || consistsOf(text.substr(1), "-._~!$&'()*+,;=:@/?"));
}

}  // namespace antrean::validation
