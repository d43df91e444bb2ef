// The reference of the export benchmark: a bare loop over libxlsxwriter, in constant-memory mode,
// that writes the cells of the patient visits of bench/history.sql. Prints the time in seconds.
//
//   antrean_bare_workbook FOLDER VISITS

#include <fmt/core.h>
#include <fmt/format.h>
#include <xlsxwriter.h>

#include <chrono>
#include <cstdlib>
#include <string>

namespace {

constexpr std::int64_t kDays = 1'826;
constexpr std::int64_t kFirstDay = 44'197;  // 2021-01-01 as a spreadsheet date

constexpr char const* kTitles[] = {
    "date",
    "reservation_number",
    "patient_name",
    "poly",
    "insurance_type",
    "status",
    "registration_time",
    "call_time",
    "waiting_time_minutes",
};

struct Formats {
    explicit Formats(lxw_workbook* workbook)
        : heading(workbook_add_format(workbook)),
          date(workbook_add_format(workbook)),
          decimals(workbook_add_format(workbook)) {
        format_set_bold(heading);
        format_set_num_format(date, "yyyy-mm-dd");
        format_set_num_format(decimals, "0.00");
    }
    lxw_format* heading;
    lxw_format* date;
    lxw_format* decimals;
};

void writeVisit(
    lxw_worksheet* sheet, Formats const& formats, std::int64_t id, std::int64_t visits
) {
    auto const row = static_cast<lxw_row_t>(id);
    auto const text = [sheet, row](lxw_col_t column, char const* content) {
        worksheet_write_string(sheet, row, column, content, nullptr);
    };
    auto const minute = 60 * (7 + id % 10) + id % 60;
    auto const called = minute + id % 90;
    bool const came = id % 20 > 1;
    auto const day = static_cast<double>(kFirstDay + (id - 1) * kDays / visits);
    worksheet_write_number(sheet, row, 0, day, formats.date);
    worksheet_write_number(sheet, row, 1, static_cast<double>(id), nullptr);
    text(2, fmt::format("Pasien {}", id % (visits / 5) + 1).c_str());
    text(3, id % 2 == 0 ? "Poli Umum" : "Poli Gigi");
    text(4, id % 3 == 0 ? "BPJS" : "GENERAL");
    text(5, came ? "DONE" : id % 20 == 0 ? "NO_SHOW" : "CANCELLED");
    text(6, fmt::format("{:02}:{:02}", minute / 60, minute % 60).c_str());
    if (!came)
        return;
    text(7, fmt::format("{:02}:{:02}", called / 60, called % 60).c_str());
    worksheet_write_number(sheet, row, 8, static_cast<double>(id % 90), formats.decimals);
}

}  // namespace

int main(int count, char** arguments) {
    auto const visits = count == 3 ? std::atoll(arguments[2]) : 0;
    if (visits < 5 || visits >= LXW_ROW_MAX) {
        fmt::print(stderr, "usage: antrean_bare_workbook FOLDER VISITS (5 to {})\n", LXW_ROW_MAX);
        return 2;
    }
    std::string folder = arguments[1];
    auto const began = std::chrono::steady_clock::now();
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    options.tmpdir = folder.data();
    auto* const workbook = workbook_new_opt((folder + "/bare.xlsx").c_str(), &options);
    auto* const sheet = workbook_add_worksheet(workbook, "Worksheet");
    Formats const formats(workbook);
    worksheet_freeze_panes(sheet, 1, 0);
    lxw_col_t column = 0;
    for (auto const* title : kTitles)
        worksheet_write_string(sheet, 0, column++, title, formats.heading);
    for (std::int64_t id = 1; id <= visits; ++id)
        writeVisit(sheet, formats, id, visits);
    if (auto const error = workbook_close(workbook); error != LXW_NO_ERROR) {
        fmt::print(stderr, "{}\n", lxw_strerror(error));
        return 1;
    }
    std::chrono::duration<double> const took = std::chrono::steady_clock::now() - began;
    fmt::print("{:.3f}\n", took.count());
}
