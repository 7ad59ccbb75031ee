// One message that stays until it is read: what went wrong, where, and what would be right. While there is
// none, the same place holds a quiet sentence, so that nothing moves when a message comes and goes.
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

/// A warning has a colour of its own; a remark looks like the rest of the window.
enum class Tone { remark, warning };

class NoticeBar : public QFrame {
  Q_OBJECT

 public:
  explicit NoticeBar(QWidget* parent);
  /// With buttons for what can be done about it; each closes the message. An empty message closes it, too.
  void say(const QString& message, Tone tone = Tone::warning, const std::vector<NoticeAction>& actions = {});
  /// Empty while there is none.
  QString message() const { return message_; }
  /// What stands there while there is no message.
  void setQuiet(const QString& sentence);
  /// Whether it keeps its room while there is no message; without, the quiet sentence does not show either.
  void setKeepsRoom(bool keeps);
  void setTheme(const Theme& theme);

 private:
  void dismiss();
  void refresh();
  void addButton(const NoticeAction& action);

  QString message_;
  QString quiet_;
  bool keepsRoom_ = true;
  Tone tone_ = Tone::remark;
  QLabel* label_;
  std::vector<QToolButton*> buttons_;
  QToolButton* close_;
};

}  // namespace lossarium::ui
