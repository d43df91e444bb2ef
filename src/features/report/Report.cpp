#include "report/Report.hpp"

#include "base/Kept.hpp"
#include "base/Text.hpp"
#include "report/Definitions.hpp"
#include "validation/Bind.hpp"

#include <boost/json/array.hpp>
#include <fmt/core.h>

#include <algorithm>
#include <utility>

namespace antrean::report {
namespace {

static_assert(is::describes<Filter>(kAll));

constexpr Report const* kReports[] = {
    &kPatientVisits,
    &kNoShowCancelled,
    &kBpjsVsGeneral,
    &kPolyPerformance,
    &kWaitingTime,
    &kBusyHour,
    &kUserActivity,
};

struct JsonOf {
    boost::json::value operator()(std::nullptr_t) const { return nullptr; }
    boost::json::value operator()(std::int64_t number) const { return number; }
    boost::json::value operator()(Hundredths number) const { return number.json(); }
    boost::json::value operator()(std::string const& text) const {
        return boost::json::value(text);
    }
};

http::Shape shapeOf(Kind kind) {
    switch (kind) {
        case Kind::text:
            return http::shape::text;
        case Kind::date:
            return http::shape::date;
        case Kind::time:
            return http::shape::short_time;
        case Kind::integer:
            return http::shape::integer;
        case Kind::decimals:
            return http::shape::number;
    }
    return http::shape::anything;
}

void addParts(boost::json::array& list, boost::json::value const& value) {
    auto const* written = value.if_string();
    if (written == nullptr) {
        list.push_back(value);
        return;
    }
    std::string_view rest = *written;
    while (true) {
        auto const comma = rest.find(',');
        if (auto const part = rest.substr(0, comma); !text::isBlank(part))
            list.emplace_back(part);
        if (comma == rest.npos)
            return;
        rest.remove_prefix(comma + 1);
    }
}

}  // namespace

std::span<Report const* const> reports() {
    return kReports;
}

http::Shape const& rowShape(Report const& report) {
    Filter everything;
    everything.percentiles = true;
    auto const always = report.columns({}).size();
    std::vector<http::Key> keys;
    for (auto const& column : report.columns(everything)) {
        auto shape = shapeOf(column.kind);
        shape.may_be_null = column.may_be_empty;
        keys.push_back({column.key, shape, keys.size() >= always});
    }
    return kept(http::shape::object(kept(std::move(keys))));
}

boost::json::object jsonRow(std::span<Column const> columns, Row const& row) {
    boost::json::object object;
    object.reserve(columns.size());
    for (std::size_t index = 0; index < columns.size(); ++index)
        object[columns[index].key] = std::visit(JsonOf{}, row[index]);
    return object;
}

std::optional<Error> unfitFilters(Filter const& filter) {
    bool is_refined = false;
    auto const refine = [&](bool is_given, std::string field) -> std::optional<Error> {
        if (!is_given)
            return std::nullopt;
        if (!filter.status.empty() || filter.insurance_type || std::exchange(is_refined, true)) {
            auto text = fmt::format("The {} field cannot be combined with these filters.", field);
            std::ranges::replace(text, '_', ' ');
            return Error::invalid({{std::move(field), {std::move(text)}}});
        }
        return std::nullopt;
    };
    if (auto error = refine(filter.hour.has_value(), "hour"))
        return error;
    if (auto error = refine(filter.present.value_or(false), "present"))
        return error;
    return refine(filter.wait_from || filter.wait_to, filter.wait_from ? "wait_from" : "wait_to");
}

boost::json::object withStatusList(boost::json::object input) {
    auto* status = input.if_contains("status");
    if (status == nullptr || status->is_null() || status->is_object())
        return input;
    boost::json::array list;
    if (auto const* array = status->if_array())
        for (auto const& element : *array)
            addParts(list, element);
    else
        addParts(list, *status);
    *status = std::move(list);
    return input;
}

}  // namespace antrean::report
