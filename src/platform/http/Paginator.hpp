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
    std::int64_t number = 1;  // from 1, as requested
    std::int64_t size = 10;   // 1 to 100

    // The number of rows before the page. Does not overflow: a page number that is too large counts
    // as the largest one for which the result fits.
    std::int64_t offset() const;
    // Of a list of `total` rows; an empty list has one page.
    std::int64_t last(std::int64_t total) const;
};

// Reads `page` and `per_page` of a request. Never an error: an invalid value is replaced by 1 or
// 10, and a size out of bounds by the nearest bound.
Page readPage(boost::json::object const& input);

// The entries of a page's `links`. The entry for pages that are left out has no `page`.
inline constexpr Key kLinkKeys[] = {
    {"url", shape::orNull(shape::text)},
    {"label", shape::like("1")},
    shape::maybe("page", shape::orNull(shape::integer)),
    {"active", shape::boolean},
};
inline constexpr Shape kLink = shape::object(kLinkKeys, "PageLink");
// `data` is a placeholder for the rows.
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
// The same numbers in the same order, under the key that reports use.
boost::json::object pagination(Page page, std::int64_t total);

// The form of a list (contract, 3.7): the whole list, or one page with its page numbers.
enum class ListStyle { plain, meta_a, meta_b, paginator, pagination };

// One page of rows, with the number of rows of all pages.
template <class Row>
struct PageOf {
    std::vector<Row> rows;
    Page page;
    std::int64_t total = 0;
};

// The answer with these rows. `total` is the number of rows of all pages. A plain list ignores
// `page` and `total`. `url` is as for paginator().
Response answerList(
    ListStyle style,
    std::string_view message,
    boost::json::array rows,
    Page page,
    std::int64_t total,
    std::string const& url
);

// The same, with each row converted by `shown`.
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
