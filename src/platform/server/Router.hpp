// Finds the route of a method and a path in time that grows with the path, not with the table.
#pragma once

#include "http/Route.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace antrean::server {

inline constexpr std::size_t kMethodCount = 8;

// Methods that some path allows, in the order in which the contract lists them.
class MethodSet {
public:
    void add(http::Method method) { bits_ |= bit(method); }
    bool has(http::Method method) const { return (bits_ & bit(method)) != 0; }
    bool empty() const { return bits_ == 0; }
    // "GET, HEAD, POST"
    std::string joined(std::string_view separator) const;

private:
    static std::uint32_t bit(http::Method method) { return 1U << static_cast<unsigned>(method); }
    std::uint32_t bits_ = 0;
};

// Immutable after construction, so every thread may use it.
class Router {
public:
    struct Match {
        http::Route const* route = nullptr;  // null: no route has this method and path
        // The segment in the place of {id}, the last one if there are two. Points into the path.
        std::string_view parameter;
        std::string_view owner;  // the first of two: {number} of /orders/{number}/samples/{id}
    };

    // Throws std::logic_error for a wrong table: the same method and path twice, three parameters
    // in a path, a path without a leading slash, a handler that does not fit the route's work.
    explicit Router(http::Routes routes);

    // A literal segment has priority over a parameter. HEAD finds the route of GET.
    Match find(http::Method method, std::string_view path) const;
    // All methods for which `find` finds a route at this path, HEAD included.
    MethodSet allowed(std::string_view path) const;

    http::Routes const& routes() const { return routes_; }
    // The index of a route of this table.
    std::size_t indexOf(http::Route const& route) const {
        return static_cast<std::size_t>(&route - routes_.data());
    }

private:
    static constexpr std::uint32_t kNone = 0;  // the root is not a child of any node

    struct Child {
        std::string_view segment;
        std::uint32_t node = kNone;
    };
    struct Node {
        std::vector<Child> children;  // by segment
        std::uint32_t parameter = kNone;
        std::array<http::Route const*, kMethodCount> routes{};
    };

    void insert(http::Route const& route);
    std::uint32_t childOf(std::uint32_t node, std::string_view segment);
    std::uint32_t literal(std::uint32_t node, std::string_view segment) const;
    bool search(std::uint32_t node, std::string_view rest, std::size_t method, Match& match) const;

    http::Routes routes_;
    std::vector<Node> nodes_;
};

}  // namespace antrean::server
