// Shortcuts of the page (Space, arrows, letters) must not be taken from a control that has the focus and
// wants the key.
#pragma once

#include <QObject>

namespace lossarium::ui {

class KeyGuard : public QObject {
 public:
  using QObject::QObject;
  /// Installed on the application.
  bool eventFilter(QObject* watched, QEvent* event) override;
};

}  // namespace lossarium::ui
