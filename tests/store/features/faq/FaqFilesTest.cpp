#include "faq/FaqFiles.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace antrean::faq {
namespace {

namespace fs = std::filesystem;

constexpr Instant kNow{std::chrono::microseconds(1'767'944'579'226'801)};
constexpr auto kName = "1767944579_6960b183375f1.pdf";

std::string temporaryFolder() {
    std::string pattern = "/tmp/antrean-files-XXXXXX";
    return ::mkdtemp(pattern.data());
}

class FaqFilesTest : public testing::Test {
protected:
    ~FaqFilesTest() override { fs::remove_all(root_); }

    std::string folder() const { return root_ + "/faq"; }
    std::vector<std::string> names() const {
        std::vector<std::string> list;
        for (auto const& entry : fs::directory_iterator(folder()))
            list.push_back(entry.path().filename());
        std::ranges::sort(list);
        return list;
    }
    std::string added(FaqFiles::Change& change) const {
        return change.add("content", "pdf", kNow).value();
    }
    std::string kept() {
        FaqFiles::Change change(files_);
        auto name = added(change);
        change.keep();
        return name;
    }
    void settle(bool is_named) const {
        files_.settle([is_named](std::string const&) { return is_named; });
    }

    std::string const root_ = temporaryFolder();
    FaqFiles const files_{folder()};
};

using Names = std::vector<std::string>;

TEST_F(FaqFilesTest, AddsNothingWhereNoFolderCanBe) {
    FaqFiles const nowhere("/proc/nowhere");
    FaqFiles::Change change(nowhere);
    auto const added = change.add("content", "pdf", kNow);
    ASSERT_FALSE(added);
    EXPECT_EQ(added.error().kind, ErrorKind::unavailable);
    EXPECT_FALSE(nowhere.open(kName));
}

TEST_F(FaqFilesTest, UndoesAChangeThatIsNotKept) {
    auto const old = kept();
    {
        FaqFiles::Change change(files_);
        added(change);
        change.retire(old);
        EXPECT_EQ(names().size(), 4U);
    }
    EXPECT_EQ(names(), Names{old});
}

TEST_F(FaqFilesTest, RemovesTheFileThatIsReplaced) {
    auto const old = kept();
    FaqFiles::Change change(files_);
    auto const name = added(change);
    change.retire("another.pdf");
    change.retire(old);
    change.keep();
    EXPECT_EQ(names(), Names{name});
}

// Two changes at once: the second sees the file of the first before the first has finished.
TEST_F(FaqFilesTest, RemovesAFileThatIsReplacedAtOnce) {
    FaqFiles::Change first(files_);
    FaqFiles::Change second(files_);
    auto const between = added(first);
    auto const last = added(second);
    second.retire(between);
    first.keep();
    EXPECT_EQ(names().size(), 4U) << "the second's mark is still there";
    second.keep();
    EXPECT_EQ(names(), Names{last});
}

TEST_F(FaqFilesTest, NamesFilesLikeTheOriginalAndEachDifferently) {
    EXPECT_EQ(kept(), kName);
    EXPECT_EQ(kept(), "1767944579_6960b183375f2.pdf");
    auto const file = files_.open(kName);
    ASSERT_TRUE(file);
    EXPECT_EQ(file->status().size_bytes, 7);
}

TEST_F(FaqFilesTest, SettlesWhatIsLeftAsTheRowsSay) {
    for (bool const is_named : {true, false}) {
        {
            FaqFiles::Change change(files_);
            added(change);
            change.leave();
        }
        EXPECT_EQ(names().size(), 2U);
        settle(is_named);
        EXPECT_EQ(names(), is_named ? Names{kName} : Names{});
        fs::remove(folder() + "/" + kName);
    }
}

TEST_F(FaqFilesTest, SettlesNothingWhileFilesAreAdded) {
    FaqFiles::Change change(files_);
    added(change);
    settle(false);
    EXPECT_EQ(names().size(), 2U);
}

TEST_F(FaqFilesTest, LeavesWhatItDidNotMakeAlone) {
    kept();
    std::ofstream(folder() + "/copied.pdf") << "from the original";
    settle(false);
    EXPECT_EQ(names(), (Names{kName, "copied.pdf"}));
    for (auto const* name : {"", ".", "..", "../faq/copied.pdf", "/etc/passwd", ".hidden", "a b"})
        EXPECT_EQ(files_.open(name).error().kind, ErrorKind::not_found) << name;
}

}  // namespace
}  // namespace antrean::faq
