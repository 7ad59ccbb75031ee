// One message that stays until it is read: what went wrong, where, and what would be right.
#pragma once

#include <QFrame>

class QLabel;
class QToolButton;

namespace lossarium::ui {

struct Theme;

class NoticeBar : public QFrame {
  Q_OBJECT

 public:
  explicit NoticeBar(QWidget* parent = nullptr);
  void say(const QString& message);
  QString message() const;
  void setTheme(const Theme& theme);

 private:
  QLabel* label_;
  QToolButton* close_;
};

}  // namespace lossarium::ui
