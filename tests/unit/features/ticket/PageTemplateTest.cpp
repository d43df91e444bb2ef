#include "ticket/PageTemplate.hpp"

#include <gtest/gtest.h>

namespace antrean::ticket {
namespace {

Fields const kFields{{"name", "<b>Klinik \"A\"</b>"}, {"room", ""}};

}  // namespace

TEST(PageTemplate, EscapesEveryText) {
    PageTemplate const page("<p title=\"{{name}}\">{{name}}</p>");
    constexpr auto kName = "&lt;b&gt;Klinik &quot;A&quot;&lt;/b&gt;";
    EXPECT_EQ(page.fill(kFields), std::string("<p title=\"") + kName + "\">" + kName + "</p>");
}

TEST(PageTemplate, AValueIsNotFilledAgain) {
    EXPECT_EQ(PageTemplate("{{name}}").fill({{"name", "{{room}}"}, {"room", "3"}}), "{{room}}");
}

TEST(PageTemplate, HidesWhatHasNoText) {
    PageTemplate const page("<p {{hidden_name}}>a</p><p {{hidden_room}}>{{room}}</p>");
    EXPECT_EQ(page.fill(kFields), "<p >a</p><p hidden></p>");
}

TEST(PageTemplate, NamesWhatItsFieldsDoNotHave) {
    PageTemplate const page("{{name}}{{hidden_roof}}{{wall}}");
    EXPECT_EQ(page.missingIn(kFields), "roof");
    EXPECT_EQ(PageTemplate("{{name}}{{room}}").missingIn(kFields), "");
}

TEST(PageTemplate, LeavesTheRestAsItIs) {
    for (auto const* html : {"", "<p>", "{{", "{{name", "}}", "{ {name}}"})
        EXPECT_EQ(PageTemplate(html).fill({}), html);
    EXPECT_TRUE(PageTemplate("").empty());
}

}  // namespace antrean::ticket
