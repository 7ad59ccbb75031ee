#include "ui/widgets/notice_bar.h"

#include "ui/shell/icons.h"
#include "ui/shell/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace lossarium::ui {

NoticeBar::NoticeBar(QWidget* parent, const QWidget* beside, const QWidget* above)
    : QFrame(parent),
      beside_(beside),
      above_(above),
      label_(new QLabel(this)),
      close_(new QToolButton(this)) {
  setObjectName(QStringLiteral("noticeBar"));
  label_->setObjectName(QStringLiteral("notice"));
  label_->setWordWrap(true);
  label_->setTextFormat(Qt::PlainText);  // it may quote a file
  label_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  close_->setAccessibleName(tr("Close the message"));
  close_->setFocusPolicy(Qt::TabFocus);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(16, 6, 8, 8);
  row->addWidget(label_, 1);
  row->addWidget(close_, 0, Qt::AlignTop);
  connect(close_, &QToolButton::clicked, this, &QWidget::hide);
  parent->installEventFilter(this);
  hide();
}

void NoticeBar::say(const QString& message, const std::vector<NoticeAction>& actions) {
  label_->setText(message);
  for (QToolButton* button : buttons_) button->deleteLater();
  buttons_.clear();
  for (const NoticeAction& action : actions) addButton(action);
  setVisible(!message.isEmpty());
  place();
}

void NoticeBar::addButton(const NoticeAction& action) {
  auto* button = new QToolButton(this);
  button->setObjectName(QStringLiteral("field"));
  button->setText(action.text);
  button->setToolTip(action.tip);
  button->setFocusPolicy(Qt::TabFocus);
  connect(button, &QToolButton::clicked, this, [this, act = action.act] {
    hide();
    act();
  });
  auto* row = static_cast<QHBoxLayout*>(layout());
  row->insertWidget(row->count() - 1, button, 0, Qt::AlignTop);
  buttons_.push_back(button);
}

void NoticeBar::place() {
  constexpr int right = 8;
  const int bottom = above_->isVisible() ? above_->height() + 8 : 8;
  const int left = beside_->isVisible() ? beside_->geometry().right() + 1 : 8;
  const int width = parentWidget()->width() - left - right;
  const int height = layout()->heightForWidth(width);
  setGeometry(left, parentWidget()->height() - height - bottom, width, height);
  raise();
}

bool NoticeBar::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::Resize && watched == parent()) place();
  return QFrame::eventFilter(watched, event);
}

QString NoticeBar::message() const { return isHidden() ? QString() : label_->text(); }

void NoticeBar::setTheme(const Theme& theme) {
  close_->setIcon(themedIcon(QStringLiteral("close"), theme.icon, theme.disabledIcon));
}

}  // namespace lossarium::ui
