#include "ui/widgets/notice_bar.h"

#include "ui/shell/icons.h"
#include "ui/shell/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace lossarium::ui {

NoticeBar::NoticeBar(QWidget* parent)
    : QFrame(parent), label_(new QLabel(this)), close_(new QToolButton(this)) {
  setObjectName(QStringLiteral("noticeBar"));
  label_->setObjectName(QStringLiteral("notice"));
  label_->setWordWrap(true);
  label_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  close_->setAccessibleName(tr("Close the message"));
  close_->setFocusPolicy(Qt::TabFocus);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(16, 4, 8, 4);
  row->addWidget(label_, 1);
  row->addWidget(close_, 0, Qt::AlignTop);
  connect(close_, &QToolButton::clicked, this, &QWidget::hide);
  hide();
}

void NoticeBar::say(const QString& message) {
  label_->setText(message);
  setVisible(!message.isEmpty());
}

QString NoticeBar::message() const { return isHidden() ? QString() : label_->text(); }

void NoticeBar::setTheme(const Theme& theme) {
  close_->setIcon(themedIcon(QStringLiteral("close"), theme.icon, theme.disabledIcon));
}

}  // namespace lossarium::ui
