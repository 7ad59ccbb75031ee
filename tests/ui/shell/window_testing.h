// The real window at its ready experiment, for tests that press its keys and buttons.
#pragma once

#include "tests/support/wait.h"
#include "ui/plots/surface_view.h"
#include "ui/shell/main_window.h"
#include "ui/widgets/notice_bar.h"

#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QToolButton>

#include <gtest/gtest.h>

namespace lossarium::ui {

class WindowTest : public testing::Test {
 protected:
  void SetUp() override {
    window.openExample(0);
    window.resize(1280, 800);
    window.show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(&window));
    ASSERT_TRUE(settled());
    window.activateWindow();
  }

  Session& session() { return window.session(); }
  const RunFrame& frame() {
    tests::waitUntil([this] { return session().frame() != nullptr; });  // none while a run is loaded anew
    return *session().frame();
  }
  bool settled() {
    return tests::waitUntil([this] {
      const auto surface = session().surface();
      return session().frame() && surface && surface->finished &&
             session().problem()->experiment == session().experiment() &&
             surface->problem->experiment == session().experiment();
    });
  }
  void press(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
    // After a change of the window's state the platform says a moment later that it is active; until then no
    // key of a menu is heard.
    const bool isHeard = QApplication::activeWindow() || QTest::qWaitForWindowActive(&window);
    EXPECT_TRUE(isHeard);
    QWidget* focus = QApplication::focusWidget();
    QTest::keyClick(focus ? focus : &window, static_cast<Qt::Key>(key), modifiers);
  }
  /// Into the field of a setting, as "optimizer.learning_rate"; the keys are the surface's again.
  void type(const char* row, const QString& text) {
    auto* widget = window.findChild<QWidget*>(row);
    ASSERT_NE(widget, nullptr) << row;
    auto* line = widget->findChild<QLineEdit*>();
    line->setFocus();
    line->selectAll();
    QTest::keyClicks(line, text);
    QTest::keyClick(line, Qt::Key_Return);
    window.findChild<SurfaceView*>()->setFocus();
  }
  /// The button that is seen under this name, by its accessible name or its text.
  QToolButton* button(const QString& name) {
    for (auto* each : window.findChildren<QToolButton*>())
      if (each->isVisible() && (each->accessibleName() == name || each->text() == name)) return each;
    ADD_FAILURE() << "no button " << name.toStdString();
    return nullptr;
  }
  void click(const QString& name) { QTest::mouseClick(button(name), Qt::LeftButton); }
  /// Picks from a list on a page, as a user's choice.
  void choose(QWidget* page, const QString& name, const QString& item) {
    for (auto* box : page->findChildren<QComboBox*>()) {
      if (!box->isVisible() || box->accessibleName() != name) continue;
      box->setFocus();
      box->setCurrentIndex(box->findText(item));
      emit box->activated(box->currentIndex());
      return;
    }
    ADD_FAILURE() << "no list " << name.toStdString();
  }
  QString notice() { return window.findChild<NoticeBar*>()->message(); }

  MainWindow window;
};

}  // namespace lossarium::ui
