// One message that stays until it is read: what went wrong, where, and what would be right. It lies over the
// bottom of its parent, so that nothing moves when it comes and goes.
#pragma once

#include <QFrame>

class QLabel;
class QToolButton;

namespace lossarium::ui {

struct Theme;

class NoticeBar : public QFrame {
  Q_OBJECT

 public:
  /// It leaves `beside`, at the left of the parent, and `above`, at its bottom, uncovered.
  NoticeBar(QWidget* parent, const QWidget* beside, const QWidget* above);
  void say(const QString& message);
  QString message() const;
  void setTheme(const Theme& theme);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void place();

  const QWidget* beside_;
  const QWidget* above_;
  QLabel* label_;
  QToolButton* close_;
};

}  // namespace lossarium::ui
