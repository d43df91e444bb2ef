// Pages of lists, in the four styles of the contract (3.1 to 3.7).
#pragma once

#include "http/Message.hpp"
#include "http/Shape.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace antrean::http {

struct Page {
    std::int64_t number = 1;  // from 1, as asked for
    std::int64_t size = 10;   // 1 to 100

    // How many rows come before it. Never overflows: beyond what can be counted, all of them do.
    std::int64_t offset() const;
    // Of a list of `total` rows; an empty list has one page.
    std::int64_t last(std::int64_t total) const;
};

// `page` and `per_page` of a request. Never an error: what makes no sense is 1 and 10, a size
// out of bounds is the nearest that is allowed.
Page readPage(boost::json::object const& input);

// The entries of a page's `links`; the one that stands for left-out pages has no `page`.
inline constexpr Key kLinkKeys[] = {
    {"url", shape::orNull(shape::text)},
    {"label", shape::like("1")},
    shape::maybe("page", shape::orNull(shape::integer)),
    {"active", shape::boolean},
};
inline constexpr Shape kLink = shape::object(kLinkKeys, "PageLink");
// `data` stands for the rows, whatever they are.
inline constexpr Key kPaginatorKeys[] = {
    {"current_page", shape::integer},
    {"data", shape::anything},
    {"first_page_url", shape::text},
    {"from", shape::orNull(shape::integer)},
    {"last_page", shape::integer},
    {"last_page_url", shape::text},
    {"links", shape::listOf(kLink)},
    {"next_page_url", shape::orNull(shape::text)},
    {"path", shape::text},
    {"per_page", shape::integer},
    {"prev_page_url", shape::orNull(shape::text)},
    {"to", shape::orNull(shape::integer)},
    {"total", shape::integer},
};

// The whole page as an object. `url` is scheme, host and path of the request: links carry `page`
// and no filter.
boost::json::object paginator(
    Page page, std::int64_t total, boost::json::array rows, std::string const& url
);

inline constexpr Key kMetaAKeys[] = {
    {"current_page", shape::integer},
    {"last_page", shape::integer},
    {"per_page", shape::integer},
    {"total", shape::integer},
};
inline constexpr Shape kMetaA = shape::object(kMetaAKeys, "PageMeta");
// Users.
boost::json::object metaA(Page page, std::int64_t total);
inline constexpr Key kMetaBKeys[] = {
    {"current_page", shape::integer},
    {"per_page", shape::integer},
    {"total", shape::integer},
    {"last_page", shape::integer},
};
inline constexpr Shape kMetaB = shape::object(kMetaBKeys, "Pagination");
// Check-up schedules.
boost::json::object metaB(Page page, std::int64_t total);
// The same numbers in the same order, under the name that reports give them.
boost::json::object pagination(Page page, std::int64_t total);

// How a list comes (contract, 3.7): all of it at once, or a page with its place among the others.
enum class ListStyle { plain, meta_a, meta_b, paginator, pagination };

// One page of rows, with the number of rows of all pages.
template <class Row>
struct PageOf {
    std::vector<Row> rows;
    Page page;
    std::int64_t total = 0;
};

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

// The same with what `shown` makes of each row.
template <class Row, class Shown>
Response answerPage(
    ListStyle style,
    std::string_view message,
    PageOf<Row> const& page,
    Request const& request,
    Shown const& shown
) {
    boost::json::array rows;
    rows.reserve(page.rows.size());
    for (auto const& row : page.rows)
        rows.push_back(shown(row));
    return answerList(style, message, std::move(rows), page.page, page.total, request.url());
}

}  // namespace antrean::http
