#include "lab/Order.hpp"

#include "base/Text.hpp"
#include "db/Transaction.hpp"
#include "lab/LocalTime.hpp"
#include "lab/Sql.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace antrean::lab {
namespace {

using Maybe = std::optional<std::string>;

constexpr std::string_view kLab = "lab";
constexpr std::size_t kCodeLength = 8;

struct Number {
    std::int64_t id = 0;
    std::string number;
};
BOOST_DESCRIBE_STRUCT(Number, (), (id, number))

// The first eight characters; shorter codes are unchanged.
Maybe cut(Maybe code) {
    if (!code)
        return code;
    std::string_view rest = *code;
    for (std::size_t letters = 0; letters < kCodeLength && !rest.empty(); ++letters)
        rest.remove_prefix(std::max<std::size_t>(text::firstCodePoint(rest).size_bytes, 1));
    code->resize(code->size() - rest.size());
    return code;
}

// A sampling with the values by which it is sorted and merged.
struct Entry {
    bool is_lab = false;
    std::int64_t id = 0;
    std::int64_t test_id = 0;
    std::optional<std::int64_t> station_id;
    Sampling sampling;
};

// The answer has a user only together with that user's time. A sampling that is in process again
// (P) still has its earlier check-out, which is no longer valid.
Entry entryOf(SamplingRow row) {
    Entry entry{row.kind == kLab, row.id, row.test_id, row.station_id, {}};
    auto& sampling = entry.sampling;
    sampling.sample_station_name = std::move(row.sample_station_name);
    sampling.location_name = std::move(row.location_name);
    sampling.cpone_test_code = cut(std::move(row.cpone_test_code));
    sampling.cpone_test_name = std::move(row.cpone_test_name);
    sampling.lis_test_code = std::move(row.lis_test_code);
    sampling.sampling_check_in_datetime = joined(row.check_in_date, row.check_in_time);
    if (sampling.sampling_check_in_datetime)
        sampling.sampling_check_in_userid = std::move(row.check_in_user_id);
    if (!entry.is_lab && row.flag == "P")
        return entry;
    sampling.sampling_check_out_datetime = joined(row.check_out_date, row.check_out_time);
    if (sampling.sampling_check_out_datetime)
        sampling.sampling_check_out_userid = std::move(row.check_out_user_id);
    return entry;
}

// Merges in `more`, a later sample of the same test at the same station.
void merge(Sampling& sampling, Sampling const& more) {
    auto const& check_in = more.sampling_check_in_datetime;
    if (check_in && (!sampling.sampling_check_in_datetime ||
                     *check_in < *sampling.sampling_check_in_datetime)) {
        sampling.sampling_check_in_datetime = check_in;
        sampling.sampling_check_in_userid = more.sampling_check_in_userid;
    }
    auto const& check_out = more.sampling_check_out_datetime;
    if (check_out && (!sampling.sampling_check_out_datetime ||
                      *check_out > *sampling.sampling_check_out_datetime)) {
        sampling.sampling_check_out_datetime = check_out;
        sampling.sampling_check_out_userid = more.sampling_check_out_userid;
    }
}

std::vector<Entry> collapsed(std::vector<Entry> entries) {
    std::ranges::stable_sort(entries, {}, &Entry::id);
    std::map<std::pair<std::int64_t, std::optional<std::int64_t>>, std::size_t> places;
    std::vector<Entry> kept;
    for (auto& entry : entries) {
        if (entry.is_lab) {
            auto const [place, is_new] =
                places.try_emplace({entry.test_id, entry.station_id}, kept.size());
            if (!is_new) {
                merge(kept[place->second].sampling, entry.sampling);
                continue;
            }
        }
        kept.push_back(std::move(entry));
    }
    return kept;
}

// Missing values are sorted last.
auto placeOf(Maybe const& text) {
    return std::pair(!text, text.value_or(""));
}

auto placeOf(Entry const& entry) {
    auto const& sampling = entry.sampling;
    return std::tuple(
        entry.is_lab,
        placeOf(sampling.sampling_check_in_datetime),
        placeOf(sampling.cpone_test_code),
        placeOf(sampling.cpone_test_name),
        entry.id,
        entry.test_id
    );
}

}  // namespace

std::optional<std::int64_t> findOrder(db::Statements& statements, std::string_view number) {
    for (auto const& order : statements.all<Number>(sql::kFindOrders, {{"number", number}}))
        if (order.number == number)
            return order.id;
    return std::nullopt;
}

std::vector<SamplingRow> listSamplings(db::Statements& statements, std::int64_t order_id) {
    return statements.all<SamplingRow>(sql::kListSamplings, {{"order_id", order_id}});
}

std::vector<GlucoseRow> listGlucoses(db::Statements& statements, std::int64_t order_id) {
    return statements.all<GlucoseRow>(sql::kListGlucoses, {{"order_id", order_id}});
}

std::vector<Sampling> samplingsOf(std::vector<SamplingRow> rows) {
    std::vector<Entry> entries;
    entries.reserve(rows.size());
    for (auto& row : rows) {
        if (row.flag == "X")
            continue;
        auto entry = entryOf(std::move(row));
        if (entry.sampling.sampling_check_in_datetime || entry.sampling.sampling_check_out_datetime)
            entries.push_back(std::move(entry));
    }
    entries = collapsed(std::move(entries));
    std::ranges::sort(entries, {}, [](Entry const& entry) { return placeOf(entry); });
    std::vector<Sampling> samplings;
    samplings.reserve(entries.size());
    for (auto& entry : entries)
        samplings.push_back(std::move(entry.sampling));
    return samplings;
}

std::vector<Glucose> glucosesOf(std::vector<GlucoseRow> rows) {
    std::map<std::int64_t, std::int64_t> latest;
    for (auto const& row : rows)
        latest[row.nat_test_id] = std::max(latest[row.nat_test_id], row.id);
    std::erase_if(rows, [&latest](auto const& row) { return row.id != latest[row.nat_test_id]; });
    for (auto& row : rows)
        row.cpone_test_code = cut(std::move(row.cpone_test_code));
    std::ranges::sort(rows, {}, [](GlucoseRow const& row) {
        return std::tuple(placeOf(row.cpone_test_code), placeOf(row.cpone_test_name), row.test_id);
    });
    std::vector<Glucose> glucoses;
    glucoses.reserve(rows.size());
    for (auto& row : rows)
        glucoses.push_back(
            {std::move(row.cpone_test_code),
             std::move(row.cpone_test_name),
             std::move(row.lis_test_code),
             std::move(row.result_glucosa)}
        );
    return glucoses;
}

}  // namespace antrean::lab
