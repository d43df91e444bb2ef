#include "server/Router.hpp"

#include <algorithm>
#include <stdexcept>

namespace antrean::server {
namespace {

constexpr std::array kListed{
    http::Method::get,
    http::Method::head,
    http::Method::post,
    http::Method::put,
    http::Method::patch,
    http::Method::del,
    http::Method::options};

bool isParameter(std::string_view segment) {
    return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

// Cuts the first segment off `rest`, which begins with the slash before it.
std::string_view takeSegment(std::string_view& rest) {
    auto const end = std::min(rest.find('/', 1), rest.size());
    auto const segment = rest.substr(1, end - 1);
    rest.remove_prefix(end);
    return segment;
}

[[noreturn]] void reject(http::Route const& route, std::string_view why) {
    throw std::logic_error(
        "route " + std::string(name(route.method)) + " " + std::string(route.path) + ": " +
        std::string(why)
    );
}

}  // namespace

std::string MethodSet::joined(std::string_view separator) const {
    std::string text;
    for (auto const method : kListed) {
        if (!has(method))
            continue;
        if (!text.empty())
            text += separator;
        text += name(method);
    }
    return text;
}

Router::Router(http::Routes routes) : routes_(std::move(routes)), nodes_(1) {
    for (auto const& route : routes_)
        insert(route);
}

void Router::insert(http::Route const& route) {
    if (route.path.empty() || route.path.front() != '/')
        reject(route, "the path has no leading slash");
    if (!fits(route.work, route.handler.index()))
        reject(route, "the handler does not fit the work");
    auto rest = route.path == "/" ? std::string_view() : route.path;
    std::uint32_t node = 0;
    std::size_t parameters = 0;
    while (!rest.empty()) {
        auto const segment = takeSegment(rest);
        parameters += isParameter(segment) ? 1U : 0U;
        node = childOf(node, segment);
    }
    if (parameters > 2)
        reject(route, "more than two parameters");
    auto& place = nodes_[node].routes[static_cast<std::size_t>(route.method)];
    if (place != nullptr)
        reject(route, "is in the table twice");
    place = &route;
}

std::uint32_t Router::childOf(std::uint32_t node, std::string_view segment) {
    auto const fresh = static_cast<std::uint32_t>(nodes_.size());
    if (isParameter(segment)) {
        if (nodes_[node].parameter == kNone) {
            nodes_[node].parameter = fresh;
            nodes_.emplace_back();
        }
        return nodes_[node].parameter;
    }
    auto& children = nodes_[node].children;
    auto const place = std::ranges::lower_bound(children, segment, {}, &Child::segment);
    if (place != children.end() && place->segment == segment)
        return place->node;
    children.insert(place, {segment, fresh});
    nodes_.emplace_back();
    return fresh;
}

std::uint32_t Router::literal(std::uint32_t node, std::string_view segment) const {
    auto const& children = nodes_[node].children;
    auto const place = std::ranges::lower_bound(children, segment, {}, &Child::segment);
    return place != children.end() && place->segment == segment ? place->node : kNone;
}

// Tries the parameter when no route follows the literal: DELETE /api/users/trashed is a
// DELETE of the user "trashed". A path has two parameters at most, so a segment is visited four
// times at most.
bool Router::search(std::uint32_t node, std::string_view rest, std::size_t method, Match& match)
    const {
    if (rest.empty()) {
        match.route = nodes_[node].routes[method];
        return match.route != nullptr;
    }
    auto const segment = takeSegment(rest);
    if (auto const child = literal(node, segment); child != kNone)
        if (search(child, rest, method, match))
            return true;
    auto const child = nodes_[node].parameter;
    if (child == kNone || segment.empty() || !search(child, rest, method, match))
        return false;
    (match.parameter.empty() ? match.parameter : match.owner) = segment;
    return true;
}

Router::Match Router::find(http::Method method, std::string_view path) const {
    Match match;
    if (path.empty() || path.front() != '/')
        return match;
    auto const asked = method == http::Method::head ? http::Method::get : method;
    auto const rest = path == "/" ? std::string_view() : path;
    if (!search(0, rest, static_cast<std::size_t>(asked), match))
        return {};
    return match;
}

MethodSet Router::allowed(std::string_view path) const {
    MethodSet set;
    for (auto const method : kListed)
        if (method != http::Method::options && find(method, path).route != nullptr)
            set.add(method);
    return set;
}

}  // namespace antrean::server
