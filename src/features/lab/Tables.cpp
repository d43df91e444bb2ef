#include "lab/Tables.hpp"

#include "base/Text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace antrean::lab {
namespace {

constexpr Column integer(std::string_view name) {
    return {name, ColumnType::integer, false, {}, {}, false};
}
constexpr Column text(std::string_view name) {
    return {name, ColumnType::text, false, {}, {}, false};
}
constexpr Column text(std::string_view name, std::string_view otherwise) {
    return {name, ColumnType::text, false, otherwise, {}, false};
}
constexpr Column date(std::string_view name) {
    return {name, ColumnType::date, false, {}, {}, false};
}
constexpr Column time(std::string_view name) {
    return {name, ColumnType::time, false, {}, {}, false};
}
constexpr Column datetime(std::string_view name) {
    return {name, ColumnType::datetime, false, {}, {}, false};
}
constexpr Column required(Column column) {
    column.is_required = true;
    return column;
}
constexpr Column key(std::string_view name) {
    return required(integer(name));
}
constexpr Column belongs(std::string_view name, std::string_view table) {
    return {name, ColumnType::integer, true, {}, table, false};
}
constexpr Column refers(std::string_view name, std::string_view table) {
    return {name, ColumnType::integer, false, {}, table, true};
}
constexpr Column refers(std::string_view name, std::string_view table, std::string_view otherwise) {
    return {name, ColumnType::integer, false, otherwise, table, true};
}

constexpr Column kSampleStation[] = {
    key("T_SampleStationID"),
    text("T_SampleStationCode", ""),
    text("T_SampleStationName", ""),
    text("T_SampleStationIsNonLab"),
    text("T_SampleStationIsAdditionalFisik"),
    integer("T_SampleStationOrder"),
    datetime("T_SampleStationCreated"),
    datetime("T_SampleStationLastUpdated"),
    text("T_SampleStationIsActive", "Y"),
};
constexpr Column kBahan[] = {
    key("T_BahanID"),
    text("T_BahanName", ""),
    refers("T_BahanT_SampleStationID", "t_samplestation"),
    text("T_BahanIsActive", "Y"),
};
constexpr Column kSampleType[] = {
    key("T_SampleTypeID"),
    text("T_SampleTypeName", ""),
    text("T_SampleTypeSuffix"),
    refers("T_SampleTypeT_BahanID", "t_bahan"),
    text("T_SampleTypeIsActive", "Y"),
};
constexpr Column kTest[] = {
    key("T_TestID"),
    text("T_TestCode"),
    text("T_TestSasCode"),
    text("T_TestName", ""),
    refers("T_TestT_SampleTypeID", "t_sampletype"),
    integer("T_TestNat_TestID"),
    refers("T_TestParentT_TestID", "t_test", "0"),
    text("T_TestIsResult"),
    text("T_TestIsPrice"),
    text("T_TestIsNonLab"),
    integer("T_TestNat_GroupID"),
    integer("T_TestNat_SubgroupID"),
    integer("T_TestNat_SubSubGroupID"),
    text("T_TestIsActive", "Y"),
};
constexpr Column kTestMap[] = {
    key("Nat_TestMapID"),
    required(integer("Nat_TestMapNat_TestID")),
    text("Nat_TestMapCode"),
    text("Nat_TestMapIsActive", "Y"),
};
constexpr Column kLocation[] = {
    key("M_LocationID"),
    text("M_LocationName", ""),
    refers("M_LocationT_SampleStationID", "t_samplestation"),
    text("M_LocationIsActive", "Y"),
};
constexpr Column kOrderHeader[] = {
    key("T_OrderHeaderID"),
    required(text("T_OrderHeaderLabNumber")),
    text("T_OrderHeaderLabNumberExt"),
    datetime("T_OrderHeaderDate"),
    integer("T_OrderHeaderM_PatientID"),
    integer("T_OrderHeaderM_BranchID"),
    integer("T_OrderHeaderCorporateID"),
    integer("T_OrderHeaderMgm_McuID"),
    integer("T_OrderHeaderM_CompanyID"),
    text("T_OrderHeaderIsActive", "Y"),
};
constexpr Column kOrderDetail[] = {
    key("T_OrderDetailID"),
    belongs("T_OrderDetailT_OrderHeaderID", "t_orderheader"),
    belongs("T_OrderDetailT_TestID", "t_test"),
    text("T_OrderDetailT_TestCode"),
    text("T_OrderDetailT_TestSasCode"),
    text("T_OrderDetailT_TestName"),
    text("T_OrderDetailT_TestIsResult"),
    text("T_OrderDetailT_TestIsPrice"),
    text("T_OrderDetailResult"),
    text("T_OrderDetailIsActive", "Y"),
};
constexpr Column kOrderLocation[] = {
    key("T_OrderLocationID"),
    belongs("T_OrderLocationT_OrderHeaderID", "t_orderheader"),
    belongs("T_OrderLocationT_SampleStationID", "t_samplestation"),
    belongs("T_OrderLocationM_LocationID", "m_location"),
    text("T_OrderLocationIsActive", "Y"),
};
constexpr Column kOrderSample[] = {
    key("T_OrderSampleID"),
    belongs("T_OrderSampleT_OrderHeaderID", "t_orderheader"),
    belongs("T_OrderSampleT_SampleTypeID", "t_sampletype"),
    integer("T_OrderSampleT_BarcodeLabID"),
    refers("T_OrderSampleT_SampleStationID", "t_samplestation"),
    text("T_OrderSampleBarcode"),
    text("T_OrderSampleSampling", "N"),
    date("T_OrderSampleSamplingDate"),
    time("T_OrderSampleSamplingTime"),
    integer("T_OrderSampleSamplingUserID"),
    text("T_OrderSampleReceive", "N"),
    date("T_OrderSampleReceiveDate"),
    time("T_OrderSampleReceiveTime"),
    integer("T_OrderSampleReceiveUserID"),
    text("T_OrderSampleVerification"),
    date("T_OrderSampleVerificationDate"),
    time("T_OrderSampleVerificationTime"),
    integer("T_OrderSampleVerificationUserID"),
    datetime("T_OrderSampleReadyToProcessDateTime"),
    text("T_OrderSampleIsActive", "Y"),
    datetime("T_OrderSampleCreated"),
    integer("T_OrderSampleUserID"),
};
constexpr Column kSamplingSo[] = {
    key("T_SamplingSoID"),
    belongs("T_SamplingSoT_OrderHeaderID", "t_orderheader"),
    belongs("T_SamplingSoT_TestID", "t_test"),
    refers("T_SamplingSoT_SampleStationID", "t_samplestation"),
    text("T_SamplingSoFlag", "P"),
    date("T_SamplingSoProcessDate"),
    time("T_SamplingSoProcessTime"),
    integer("T_SamplingSoProcessUserID"),
    date("T_SamplingSoDoneDate"),
    time("T_SamplingSoDoneTime"),
    integer("T_SamplingSoDoneUserID"),
    date("T_SamplingSoVerifyDate"),
    time("T_SamplingSoVerifyTime"),
    integer("T_SamplingSoVerifyUserID"),
    text("T_SamplingSoFlagSend"),
    text("T_SamplingSoIsActive", "Y"),
    datetime("T_SamplingSoCreated"),
    integer("T_SamplingSoUserID"),
    integer("T_SamplingSoCreatedUserID"),
    integer("T_SamplingSoLastUpdatedUserID"),
    datetime("T_SamplingSoLastUpdated"),
};
constexpr Column kOrderGlucose[] = {
    key("OrderGlucoseID"),
    belongs("OrderGlucoseT_OrderHeaderID", "t_orderheader"),
    required(integer("OrderGlucoseNat_TestID")),
    text("OrderGlucoseResult"),
    datetime("OrderGlucoseCreated"),
    integer("OrderGlucoseCreatedUserID"),
    text("OrderGlucoseIsActive", "Y"),
};
constexpr Table kTables[] = {
    {"t_samplestation", kSampleStation},
    {"t_bahan", kBahan},
    {"t_sampletype", kSampleType},
    {"t_test", kTest},
    {"nat_testmap", kTestMap},
    {"m_location", kLocation},
    {"t_orderheader", kOrderHeader},
    {"t_orderdetail", kOrderDetail},
    {"t_order_location", kOrderLocation},
    {"t_ordersample", kOrderSample},
    {"t_samplingso", kSamplingSo},
    {"order_glucose", kOrderGlucose},
};

// True if the text from `at` on is a time like "08:34:26" and nothing else.
bool isTimeAt(std::string_view value, std::size_t at) {
    if (value.size() != at + 8 || value[at + 2] != ':' || value[at + 5] != ':')
        return false;
    auto const hours = text::toInt(value.substr(at, 2));
    auto const minutes = text::toInt(value.substr(at + 3, 2));
    auto const seconds = text::toInt(value.substr(at + 6, 2));
    return hours && minutes && seconds && *hours >= 0 && *hours < 24 && *minutes >= 0 &&
           *minutes < 60 && *seconds >= 0 && *seconds < 60;
}

// True if the text begins with a calendar day like "2026-06-11".
bool beginsWithDate(std::string_view value) {
    using namespace std::chrono;
    if (value.size() < 10 || value[4] != '-' || value[7] != '-')
        return false;
    auto const years = text::toInt(value.substr(0, 4));
    auto const months = text::toInt(value.substr(5, 2));
    auto const days = text::toInt(value.substr(8, 2));
    return years && months && days && *years > 0 && *months > 0 && *days > 0 &&
           year_month_day(
               year(static_cast<int>(*years)),
               month(static_cast<unsigned>(*months)),
               day(static_cast<unsigned>(*days))
           )
               .ok();
}

bool fits(ColumnType type, std::string_view value) {
    switch (type) {
        case ColumnType::integer:
            return text::toInt(value).has_value();
        case ColumnType::text:
            return true;
        case ColumnType::date:
            return value.size() == 10 && beginsWithDate(value);
        case ColumnType::time:
            return isTimeAt(value, 0);
        case ColumnType::datetime:
            return value.size() == 19 && value[10] == ' ' && beginsWithDate(value) &&
                   isTimeAt(value, 11);
    }
    return false;
}

std::string_view expected(ColumnType type) {
    switch (type) {
        case ColumnType::integer:
            return "a whole number";
        case ColumnType::text:
            return "a text";
        case ColumnType::date:
            return "a date like 2026-06-11";
        case ColumnType::time:
            return "a time like 08:34:26";
        case ColumnType::datetime:
            return "a date and time like 2026-06-11 08:34:26";
    }
    return {};
}

}  // namespace

Column const* Table::find(std::string_view column) const {
    auto const found = std::ranges::find(columns, column, &Column::name);
    return found == columns.end() ? nullptr : &*found;
}

std::span<Table const> tables() {
    return kTables;
}

Table const* findTable(std::string_view name) {
    auto const found = std::ranges::find(kTables, name, &Table::name);
    return found == std::end(kTables) ? nullptr : found;
}

Result<std::optional<std::string>> valueOf(
    Column const& column, std::optional<std::string> const& field
) {
    if (!field) {
        if (column.is_required)
            return Error::refused(fmt::format("{} is empty", column.name));
        return column.otherwise ? std::optional<std::string>(*column.otherwise) : std::nullopt;
    }
    if (fits(column.type, *field))
        return field;
    return Error::refused(fmt::format("{} is not {}", column.name, expected(column.type)));
}

}  // namespace antrean::lab
