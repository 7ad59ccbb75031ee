// The window's tests run in one offscreen application with the program's own fonts and style, and with
// settings of their own.
#include "ui/shell/application_style.h"
#include "ui/shell/key_guard.h"

#include <QApplication>
#include <QSettings>
#include <QTemporaryDir>

#include <gtest/gtest.h>

namespace {

// What one test chose (a tab, a theme) is no business of the next.
class FreshSettings : public testing::EmptyTestEventListener {
  void OnTestStart(const testing::TestInfo&) override { QSettings().clear(); }
};

}  // namespace

int main(int argc, char** argv) {
  if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
  testing::InitGoogleTest(&argc, argv);
  QApplication application(argc, argv);
  const QTemporaryDir settings;
  QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, settings.path());
  lossarium::ui::applyApplicationStyle(application);
  lossarium::ui::KeyGuard keys;
  application.installEventFilter(&keys);
  testing::UnitTest::GetInstance()->listeners().Append(new FreshSettings);
  return RUN_ALL_TESTS();
}
