// Tooltips that teach are sentences: a long one is set in lines, and does not lie across the whole window.
#pragma once

#include <QObject>
#include <QString>

namespace lossarium::ui {

/// The same text as it is to be shown; short and rich ones stay as they are.
QString wrappedTip(const QString& text);

/// Installed on the application, for the tooltips that widgets have.
class WrappedTips : public QObject {
 public:
  using QObject::QObject;
  bool eventFilter(QObject* watched, QEvent* event) override;
};

}  // namespace lossarium::ui
