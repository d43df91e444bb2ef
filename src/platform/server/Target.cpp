#include "server/Target.hpp"

#include <algorithm>
#include <charconv>

namespace antrean::server {
namespace {

// The Host header contains the same host.
std::string_view withoutAuthority(std::string_view target) {
    if (target.starts_with('/'))
        return target;
    auto const scheme = target.find("://");
    if (scheme == std::string_view::npos)
        return target;
    auto const slash = target.find('/', scheme + 3);
    return slash == std::string_view::npos ? "/" : target.substr(slash);
}

}  // namespace

std::string_view pathOf(std::string_view target) {
    auto const local = withoutAuthority(target);
    auto const is_end = [](char letter) { return letter == '?' || letter == '#'; };
    return {local.begin(), std::ranges::find_if(local, is_end)};
}

std::string_view queryOf(std::string_view target) {
    auto const mark = target.find('?');
    if (mark == std::string_view::npos)
        return {};
    auto const query = target.substr(mark + 1);
    return query.substr(0, query.find('#'));
}

std::int64_t idOf(std::string_view segment) {
    std::int64_t id = 0;
    auto const end = segment.data() + segment.size();
    auto const [stop, error] = std::from_chars(segment.data(), end, id);
    return error == std::errc() && stop == end && id > 0 ? id : 0;
}

}  // namespace antrean::server
