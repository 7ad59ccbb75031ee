#include "ui/widgets/file_dialog.h"

#include <gtest/gtest.h>

namespace lossarium::ui {
namespace {

TEST(FileDialog, AFileIsWhatItsNameSays) {
  EXPECT_EQ(withEnding("/tmp/curves.csv", "svg"), "/tmp/curves.svg");
  EXPECT_EQ(withEnding("/tmp/curves.SVG", "svg"), "/tmp/curves.SVG");
  EXPECT_EQ(withEnding("/tmp/curves", "png"), "/tmp/curves.png");
  EXPECT_EQ(withEnding("/tmp/run 0.05", "csv"), "/tmp/run 0.05.csv");
}

}  // namespace
}  // namespace lossarium::ui
