#include "ui/pages/train/test_seal.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace lossarium::ui {
namespace {

QToolButton* makeButton(const QString& text, const QString& tip, QWidget* parent) {
  auto* button = new QToolButton(parent);
  button->setObjectName(QStringLiteral("field"));
  button->setText(text);
  button->setToolTip(tip);
  button->setFocusPolicy(Qt::TabFocus);
  return button;
}

}  // namespace

TestSeal::TestSeal(QWidget* parent)
    : QWidget(parent),
      sentence_(new QLabel(this)),
      ask_(makeButton(tr("Open the test rows…"), {}, this)),
      open_(makeButton(tr("Open"), tr("Shows the test rows from now on, and notes that in the run"), this)),
      keep_(makeButton(tr("Keep sealed"), tr("Leaves the test rows for the end"), this)) {
  sentence_->setObjectName(QStringLiteral("caption"));
  sentence_->setWordWrap(true);
  sentence_->setText(
      tr("They judge once: what is chosen after seeing them, they no longer judge. That they were opened is "
         "noted in the run."));
  auto* buttons = new QHBoxLayout;
  buttons->setSpacing(8);
  for (QToolButton* button : {ask_, open_, keep_}) buttons->addWidget(button);
  buttons->addStretch(1);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(4);
  column->addWidget(sentence_);
  column->addLayout(buttons);
  connect(ask_, &QToolButton::clicked, this, [this] {
    ask(true);
    keep_->setFocus();
  });
  connect(keep_, &QToolButton::clicked, this, [this] {
    ask(false);
    ask_->setFocus();
  });
  connect(open_, &QToolButton::clicked, this, &TestSeal::opened);
  ask(false);
}

void TestSeal::showSealed(qsizetype rows) {
  if (rows == rows_) return;
  rows_ = rows;
  ask(false);
}

void TestSeal::ask(bool asking) {
  ask_->setToolTip(tr("%n test rows are sealed until the end; says first what opening them means", nullptr,
                      static_cast<int>(rows_)));
  sentence_->setVisible(asking);
  ask_->setVisible(!asking);
  open_->setVisible(asking);
  keep_->setVisible(asking);
}

void TestSeal::hideEvent(QHideEvent* event) {
  ask(false);
  QWidget::hideEvent(event);
}

}  // namespace lossarium::ui
