#include "whatsapp/WahaUrl.hpp"

#include <boost/url.hpp>

namespace antrean::whatsapp {

std::optional<std::string> wahaBase(std::string_view url) {
    auto const parsed = boost::urls::parse_uri(url);
    if (!parsed || parsed->host().empty())
        return std::nullopt;
    auto const scheme = parsed->scheme_id();
    if (scheme != boost::urls::scheme::http && scheme != boost::urls::scheme::https)
        return std::nullopt;
    std::string base = scheme == boost::urls::scheme::https ? "https://" : "http://";
    base += std::string_view(parsed->encoded_host_and_port());
    return base;
}

}  // namespace antrean::whatsapp
