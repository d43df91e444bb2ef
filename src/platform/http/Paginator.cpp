#include "http/Paginator.hpp"

#include "http/Answer.hpp"
#include "validation/Values.hpp"

#include <boost/json/value.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace antrean::http {
namespace {

using boost::json::value;

constexpr std::int64_t kSizeMax = 100;
// The last page for which the positions of rows fit into 64 bits with any page size.
constexpr std::int64_t kNumberMax = std::numeric_limits<std::int64_t>::max() / kSizeMax;
constexpr std::int64_t kEachSide = 3;

std::int64_t integerIn(
    boost::json::object const& input, std::string_view key, std::int64_t otherwise
) {
    auto const* given = input.if_contains(key);
    return given == nullptr ? otherwise : validation::integerOf(*given).value_or(otherwise);
}

// Writes the entries of `links`.
class Links {
public:
    Links(Page page, std::int64_t last, std::string const& url)
        : current_(page.number), last_(last), url_(url) {}

    value previous() const { return current_ > 1 ? value(to(current_ - 1)) : value(nullptr); }
    value next() const { return current_ < last_ ? value(to(current_ + 1)) : value(nullptr); }
    std::string to(std::int64_t number) const { return fmt::format("{}?page={}", url_, number); }

    boost::json::array all() {
        addStep("&laquo; Previous", previous(), -1);
        addNumbers();
        addStep("Next &raquo;", next(), 1);
        return std::move(entries_);
    }

private:
    void addStep(std::string_view label, value url, std::int64_t step) {
        auto const page = url.is_null() ? value(nullptr) : value(current_ + step);
        entries_.push_back(boost::json::object{
            {"url", std::move(url)}, {"label", label}, {"page", page}, {"active", false}});
    }
    void addRange(std::int64_t first, std::int64_t last) {
        for (auto number = first; number <= last; ++number)
            entries_.push_back(boost::json::object{
                {"url", to(number)},
                {"label", fmt::to_string(number)},
                {"page", number},
                {"active", number == current_}});
    }
    void addGap() {
        entries_.push_back(boost::json::object{
            {"url", nullptr}, {"label", "..."}, {"active", false}});
    }

    // A window around the current page, with the first and last two pages beside it.
    void addNumbers() {
        constexpr std::int64_t kWindow = 2 * kEachSide;
        if (last_ < kWindow + 8)
            return addRange(1, last_);
        if (current_ <= kWindow + 1) {
            addRange(1, kWindow + 4);
            addGap();
            return addRange(last_ - 1, last_);
        }
        addRange(1, 2);
        addGap();
        if (current_ > last_ - (kWindow + 1))
            return addRange(last_ - (kWindow + 3), last_);
        addRange(current_ - kEachSide, current_ + kEachSide);
        addGap();
        addRange(last_ - 1, last_);
    }

    std::int64_t current_;
    std::int64_t last_;
    std::string const& url_;
    boost::json::array entries_;
};

}  // namespace

std::int64_t Page::offset() const {
    return (std::min(number, kNumberMax) - 1) * size;
}

std::int64_t Page::last(std::int64_t total) const {
    return std::max<std::int64_t>((total + size - 1) / size, 1);
}

Page readPage(boost::json::object const& input) {
    Page page;
    auto const number = integerIn(input, "page", 1);
    page.number = std::max<std::int64_t>(number, 1);
    page.size = std::clamp<std::int64_t>(integerIn(input, "per_page", page.size), 1, kSizeMax);
    return page;
}

boost::json::object paginator(
    Page page, std::int64_t total, boost::json::array rows, std::string const& url
) {
    auto const last = page.last(total);
    Links links(page, last, url);
    auto const count = static_cast<std::int64_t>(rows.size());
    boost::json::object body;
    body.reserve(13);
    body["current_page"] = page.number;
    body["data"] = std::move(rows);
    body["first_page_url"] = links.to(1);
    body["from"] = count == 0 ? value(nullptr) : value(page.offset() + 1);
    body["last_page"] = last;
    body["last_page_url"] = links.to(last);
    body["links"] = links.all();
    body["next_page_url"] = links.next();
    body["path"] = url;
    body["per_page"] = page.size;
    body["prev_page_url"] = links.previous();
    body["to"] = count == 0 ? value(nullptr) : value(page.offset() + count);
    body["total"] = total;
    return body;
}

boost::json::object metaA(Page page, std::int64_t total) {
    return {
        {"current_page", page.number},
        {"last_page", page.last(total)},
        {"per_page", page.size},
        {"total", total},
    };
}

boost::json::object metaB(Page page, std::int64_t total) {
    return {
        {"current_page", page.number},
        {"per_page", page.size},
        {"total", total},
        {"last_page", page.last(total)},
    };
}

boost::json::object pagination(Page page, std::int64_t total) {
    return metaB(page, total);
}

Response answerList(
    ListStyle style,
    std::string_view message,
    boost::json::array rows,
    Page page,
    std::int64_t total,
    std::string const& url
) {
    if (style == ListStyle::paginator)
        return answer(message, paginator(page, total, std::move(rows), url));
    auto response = answer(message, std::move(rows));
    if (style == ListStyle::meta_a)
        response.body.get_object()["meta"] = metaA(page, total);
    if (style == ListStyle::meta_b)
        response.body.get_object()["meta"] = metaB(page, total);
    if (style == ListStyle::pagination)
        response.body.get_object()["pagination"] = pagination(page, total);
    return response;
}

}  // namespace antrean::http
