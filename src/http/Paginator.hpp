// Pages of lists, in the four styles of the contract (3.1 to 3.7).
#pragma once

#include "http/Message.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace antrean::http {

struct Page {
    std::int64_t number = 1;  // from 1; small enough that offset() does not overflow
    std::int64_t size = 10;   // 1 to 100

    std::int64_t offset() const { return (number - 1) * size; }
    // Of a list of `total` rows; an empty list has one page.
    std::int64_t last(std::int64_t total) const;
};

// `page` and `per_page` of a request. Never an error: what makes no sense is 1 and 10, a size
// out of bounds is the nearest that is allowed.
Page readPage(boost::json::object const& input);

// The whole page as an object. `url` is scheme, host and path of the request: links carry `page`
// and no filter.
boost::json::object paginator(
    Page page, std::int64_t total, boost::json::array rows, std::string const& url
);

// {current_page, last_page, per_page, total}: users.
boost::json::object metaA(Page page, std::int64_t total);
// {current_page, per_page, total, last_page}: check-up schedules.
boost::json::object metaB(Page page, std::int64_t total);
// The same numbers in the same order, under the name that reports give them.
boost::json::object pagination(Page page, std::int64_t total);

// How a list comes (contract, 3.7): all of it at once, or a page with its place among the others.
enum class ListStyle { plain, meta_a, meta_b, paginator };

// The answer with these rows. `page` and `total`, the rows of all pages, mean nothing to a plain
// list; `url` is as for paginator().
Response answerList(
    ListStyle style,
    std::string_view message,
    boost::json::array rows,
    Page page,
    std::int64_t total,
    std::string const& url
);

}  // namespace antrean::http
