#include "screens/VoiceFolder.hpp"

#include <gtest/gtest.h>

#include <string>

namespace antrean::screens {
namespace {

TEST(VoiceName, IsAWordWithItsEnding) {
    for (auto const* name :
         {"",
          ".mp3",
          "satu",
          "satu.wav",
          "Satu.mp3",
          "satu.mp3.mp3",
          "../satu.mp3",
          "a/satu.mp3",
          "a\\satu.mp3",
          ".satu.mp3",
          "satu dua.mp3",
          "satu\n.mp3"})
        EXPECT_FALSE(isVoiceName(name)) << name;
    EXPECT_FALSE(isVoiceName(std::string_view("satu\0.mp3", 9)));
    EXPECT_FALSE(isVoiceName(std::string(65, 'a') + ".mp3"));
    EXPECT_TRUE(isVoiceName(std::string(64, 'a') + ".mp3"));
    EXPECT_TRUE(isVoiceName("nomor-antrean-1.mp3"));
}

}  // namespace
}  // namespace antrean::screens
