#include "reminder/IndonesianTime.hpp"
#include "reminder/Template.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace antrean::reminder {
namespace {

Values const kAni{
    "Ani",
    "12",
    "Poli Umum",
    "dr. Budi",
    "Senin, 23 November 2026",
    "08.00",
    "3",
    "30",
    "https://klinik.example/a/x"};

}  // namespace

TEST(TemplateTest, RendersEveryVariable) {
    auto const rendered = render(
        "{{patient_name}} {{queue_number}} {{poly}} {{doctor}} {{date}} {{time}} {{people_ahead}} "
        "{{estimated_minutes}} {{link}}",
        kAni
    );
    EXPECT_EQ(
        rendered.text,
        "Ani 12 Poli Umum dr. Budi Senin, 23 November 2026 08.00 3 30 https://klinik.example/a/x"
    );
    EXPECT_TRUE(rendered.unknown_variables.empty());
}

TEST(TemplateTest, AllowsBlanksInTheBraces) {
    EXPECT_EQ(render("{{ patient_name }}, {{\tpoly  }}", kAni).text, "Ani, Poli Umum");
}

TEST(TemplateTest, NamesUnknownVariablesAndRendersThemAsNothing) {
    auto const rendered = render("Yth. {{nama}}{{ nama }}, {{kamar}}: {{PATIENT_NAME}}.", kAni);
    EXPECT_EQ(rendered.text, "Yth. , : .");
    EXPECT_EQ(
        rendered.unknown_variables, (std::vector<std::string>{"nama", "kamar", "PATIENT_NAME"})
    );
}

TEST(TemplateTest, LeavesEverythingElseAlone) {
    for (auto const* text : {
             "",
             "Halo",
             "{{",
             "}}",
             "{{}}",
             "{{  }}",
             "{{patient_name",
             "{patient_name}",
             "{{patient\nname}}",
             "{ {patient_name} }",
             "\xF0\x9F\x99\x8F <b>&amp; \"%s\" $1 \\n",
         }) {
        auto const rendered = render(text, kAni);
        EXPECT_EQ(rendered.text, text);
        EXPECT_TRUE(rendered.unknown_variables.empty()) << text;
    }
    EXPECT_EQ(render("{{{patient_name}}}", kAni).text, "{Ani}");
    EXPECT_EQ(render("{{a{{patient_name}}", kAni).text, "{{aAni");
}

// Ten times the text takes about ten times as long, not a hundred times.
TEST(TemplateTest, TakesTimeThatGrowsWithTheText) {
    auto const secondsFor = [](std::string const& part, std::size_t times) {
        std::string text;
        for (std::size_t i = 0; i < times; ++i)
            text += part + (part.ends_with('v') ? std::to_string(i) + "}}" : "");
        auto const began = std::chrono::steady_clock::now();
        render(text, kAni);
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    };
    for (auto const* part : {"{{", "{{x", "{{v"}) {
        auto const few = secondsFor(part, 20'000);
        EXPECT_LT(secondsFor(part, 200'000), 40 * few + 0.05) << part;
    }
}

TEST(TemplateTest, DoesNotRenderAValueAgain) {
    Values values = kAni;
    values.patient_name = "{{queue_number}}";
    EXPECT_EQ(render("{{patient_name}}", values).text, "{{queue_number}}");
}

TEST(IndonesianTimeTest, SaysDatesAndTimesInWords) {
    EXPECT_EQ(dateInWords("2026-11-23"), "Senin, 23 November 2026");
    EXPECT_EQ(dateInWords("2026-11-22"), "Minggu, 22 November 2026");
    EXPECT_EQ(dateInWords("2027-01-01"), "Jumat, 1 Januari 2027");
    EXPECT_EQ(dateInWords("2028-02-29"), "Selasa, 29 Februari 2028");
    EXPECT_EQ(dateInWords("2026-08-05"), "Rabu, 5 Agustus 2026");
    EXPECT_EQ(timeInWords("08:00:00"), "08.00");
    EXPECT_EQ(timeInWords("13:45"), "13.45");
}

}  // namespace antrean::reminder
