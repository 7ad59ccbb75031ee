// Shortcuts of the page (Space, arrows, letters) must not be taken from a control that has the focus and
// wants the key. A button wants Space only if the Tab key led to it: after a click, or where the focus fell
// because its widget went, Space runs.
#pragma once

#include <QObject>

QT_BEGIN_NAMESPACE
class QKeyEvent;
QT_END_NAMESPACE

namespace lossarium::ui {

class KeyGuard : public QObject {
 public:
  using QObject::QObject;
  /// Installed on the application.
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void follow(QObject* watched, const QEvent& event);
  bool wants(const QObject* control, const QKeyEvent& event) const;

  bool tabbing_ = false;               ///< while the Tab key is handled
  const QObject* tabbedTo_ = nullptr;  ///< only compared: it may be gone
};

}  // namespace lossarium::ui
