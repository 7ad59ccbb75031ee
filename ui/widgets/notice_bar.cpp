#include "ui/widgets/notice_bar.h"

#include "ui/shell/icons.h"
#include "ui/shell/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QStyle>
#include <QToolButton>

namespace lossarium::ui {

NoticeBar::NoticeBar(QWidget* parent)
    : QFrame(parent), label_(new QLabel(this)), close_(new QToolButton(this)) {
  setObjectName(QStringLiteral("noticeBar"));
  label_->setObjectName(QStringLiteral("notice"));
  label_->setWordWrap(true);
  label_->setTextFormat(Qt::PlainText);  // it may quote a file
  label_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  close_->setAccessibleName(tr("Close the message"));
  close_->setToolTip(tr("Close the message"));
  close_->setFocusPolicy(Qt::TabFocus);
  QSizePolicy keepsItsRoom = close_->sizePolicy();
  keepsItsRoom.setRetainSizeWhenHidden(true);  // so that one line is as high with it as without
  close_->setSizePolicy(keepsItsRoom);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(7, 1, 1, 1);
  row->addWidget(label_, 1);
  row->addWidget(close_, 0, Qt::AlignTop);
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
  connect(close_, &QToolButton::clicked, this, &NoticeBar::dismiss);
  refresh();
}

void NoticeBar::say(const QString& message, Tone tone, const std::vector<NoticeAction>& actions) {
  for (QToolButton* button : buttons_) {
    button->hide();
    button->deleteLater();
  }
  buttons_.clear();
  message_ = message;
  tone_ = tone;
  for (const NoticeAction& action : actions) addButton(action);
  refresh();
}

void NoticeBar::setQuiet(const QString& sentence) {
  quiet_ = sentence;
  refresh();
}

void NoticeBar::setKeepsRoom(bool keeps) {
  keepsRoom_ = keeps;
  refresh();
}

void NoticeBar::dismiss() { say({}); }

void NoticeBar::refresh() {
  const bool speaks = !message_.isEmpty();
  label_->setText(speaks ? message_ : quiet_);
  close_->setVisible(speaks);
  setVisible(speaks || keepsRoom_);
  const char* look = !speaks ? "quiet" : tone_ == Tone::warning ? "warning" : "remark";
  if (property("look").toString() == QLatin1String(look)) return;
  setProperty("look", QString::fromLatin1(look));
  for (QWidget* part : {static_cast<QWidget*>(this), static_cast<QWidget*>(label_)}) {
    part->style()->unpolish(part);  // the style sheet asks for the look
    part->style()->polish(part);
  }
}

void NoticeBar::addButton(const NoticeAction& action) {
  auto* button = new QToolButton(this);
  button->setObjectName(QStringLiteral("quiet"));
  button->setText(action.text);
  button->setToolTip(action.tip);
  button->setFocusPolicy(Qt::TabFocus);
  connect(button, &QToolButton::clicked, this, [this, act = action.act] {
    dismiss();
    act();
  });
  auto* row = static_cast<QHBoxLayout*>(layout());
  row->insertWidget(row->count() - 1, button, 0, Qt::AlignTop);
  button->show();
  buttons_.push_back(button);
}

void NoticeBar::setTheme(const Theme& theme) {
  close_->setIcon(themedIcon(QStringLiteral("close"), theme.icon, theme.disabledIcon));
}

}  // namespace lossarium::ui
