// One message that stays until it is read: what went wrong, where, and what would be right. It lies over the
// bottom of its parent, so that nothing moves when it comes and goes.
#pragma once

#include <QFrame>
#include <QString>

#include <functional>
#include <vector>

class QLabel;
class QToolButton;

namespace lossarium::ui {

struct Theme;

struct NoticeAction {
  QString text;
  QString tip;
  std::function<void()> act;
};

class NoticeBar : public QFrame {
  Q_OBJECT

 public:
  /// It leaves `beside`, at the left of the parent, and `above`, at its bottom, uncovered.
  NoticeBar(QWidget* parent, const QWidget* beside, const QWidget* above);
  /// With buttons for what can be done about it; each closes the message.
  void say(const QString& message, const std::vector<NoticeAction>& actions = {});
  QString message() const;
  void setTheme(const Theme& theme);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void addButton(const NoticeAction& action);
  void place();

  const QWidget* beside_;
  const QWidget* above_;
  QLabel* label_;
  std::vector<QToolButton*> buttons_;
  QToolButton* close_;
};

}  // namespace lossarium::ui
