#include "app/doctor/Doctor.hpp"

#include "app/doctor/Checks.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/core.h>

#include <algorithm>
#include <exception>
#include <iterator>
#include <string_view>

namespace antrean::app::doctor {
namespace {

struct Check {
    std::string_view topic;
    std::vector<Finding> (*look)(Subject const&);
};

constexpr Check kChecks[] = {
    {"data folder", lookAtFolder},
    {"clock", lookAtClock},
    {"database", lookAtDatabase},
    {"backups", lookAtBackups},
    {"crashes", lookAtRuns},
    {"network", lookAtNetwork},
    {"other systems", lookAtPartners},
};

std::string_view nameOf(Level level) {
    constexpr std::string_view kNames[] = {"ok", "warning", "fault"};
    return kNames[static_cast<std::size_t>(level)];
}

Level worst(std::vector<Finding> const& findings) {
    Level level = Level::ok;
    for (auto const& finding : findings)
        level = std::max(level, finding.level);
    return level;
}

std::vector<Finding> looked(Check const& check, Subject const& subject) {
    try {
        return check.look(subject);
    } catch (std::exception const& error) {
        return {
            {Level::fault,
             std::string(check.topic),
             error.what(),
             "Look at the cause that it names"}};
    }
}

}  // namespace

std::vector<Finding> examine(Settings const& settings) {
    Subject const subject(settings);
    std::vector<Finding> findings;
    for (auto const& check : kChecks)
        std::ranges::move(looked(check, subject), std::back_inserter(findings));
    return findings;
}

std::string asText(std::vector<Finding> const& findings) {
    std::string text;
    for (auto const& finding : findings) {
        text += fmt::format("{:<8} {}: {}\n", nameOf(finding.level), finding.topic, finding.text);
        if (!finding.advice.empty())
            text += fmt::format("{:<8} -> {}\n", "", finding.advice);
    }
    auto const count = [&findings](Level level) {
        return std::ranges::count(findings, level, &Finding::level);
    };
    auto const faults = count(Level::fault);
    auto const warnings = count(Level::warning);
    if (faults + warnings == 0)
        return text + "\nAll is well.\n";
    return text + fmt::format("\nFaults: {}, warnings: {}.\n", faults, warnings);
}

std::string asJson(std::vector<Finding> const& findings) {
    boost::json::array list;
    for (auto const& finding : findings)
        list.push_back(boost::json::object{
            {"level", nameOf(finding.level)},
            {"topic", finding.topic},
            {"text", finding.text},
            {"advice",
             finding.advice.empty() ? boost::json::value(nullptr)
                                    : boost::json::value(finding.advice)},
        });
    return boost::json::serialize(boost::json::object{
               {"level", nameOf(worst(findings))}, {"findings", std::move(list)}}) +
           "\n";
}

int exitStatus(std::vector<Finding> const& findings) {
    return static_cast<int>(worst(findings));
}

}  // namespace antrean::app::doctor
