#include "Clean.hpp"
#include "server/Input.hpp"
#include "validation/Bind.hpp"

#include <boost/json/serialize.hpp>

#include <string_view>

namespace {

namespace is = antrean::validation;

struct Everything {
    std::string a;
    std::int64_t b = 0;
    bool c = false;
    std::string d;
    std::optional<std::string> e;
    is::Patch<std::int64_t> f;
    std::vector<std::int64_t> g;
    std::optional<double> h;
    std::optional<std::string> i;
    std::optional<std::string> j;
};
BOOST_DESCRIBE_STRUCT(Everything, (), (a, b, c, d, e, f, g, h, i, j))

constexpr is::Field kEverything[] = {
    is::field("a", is::required, is::text, is::min(1), is::max(255), is::confirmed),
    is::field("b", is::required, is::integer, is::between(1, 12)),
    is::field("c", is::required, is::boolean),
    is::field("d", is::required, is::date),
    is::field("e", is::nullable, is::email),
    is::field("f", is::nullable, is::integer),
    is::field("g", is::array, is::max(5)),
    is::field("g.*", is::integer),
    is::field("h", is::nullable, is::numeric),
    is::field("i", is::dateFormat("H:i|H:i:s"), is::after("j")),
    is::field("j", is::nullable, is::url, is::in("x,y")),
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(char const* bytes, std::size_t size) {
    antrean::http::Request request;
    auto const read = antrean::server::readInput(
        "application/json", std::string_view(bytes, size), "a=1&g[]=2", request
    );
    antrean::fuzz::require(read.has_value());
    antrean::fuzz::requireClean(request.input);
    antrean::fuzz::require(!boost::json::serialize(request.input).empty());
    auto const bound = is::bind<Everything>(request.input, kEverything);
    antrean::fuzz::require(bound.has_value() || !bound.error().fields.empty());
    return 0;
}
