#include "ui/widgets/stepper.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

#include <algorithm>

namespace lossarium::ui {

Stepper::Stepper(const QString& name, int least, int most, QWidget* parent)
    : QWidget(parent),
      least_(least),
      most_(most),
      value_(least),
      fewer_(makeButton(QStringLiteral("−"), -1, tr("%1: one less").arg(name))),
      more_(makeButton(QStringLiteral("+"), 1, tr("%1: one more").arg(name))),
      number_(new QLabel(this)) {
  number_->setAlignment(Qt::AlignCenter);
  number_->setMinimumWidth(fontMetrics().horizontalAdvance(QString::number(most)) + 4);
  number_->setAccessibleName(name);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(4);
  row->addWidget(new QLabel(name, this));
  row->addWidget(fewer_);
  row->addWidget(number_);
  row->addWidget(more_);
  setValue(least);
}

QToolButton* Stepper::makeButton(const QString& sign, int step, const QString& what) {
  auto* button = new QToolButton(this);
  button->setObjectName(QStringLiteral("field"));
  button->setText(sign);
  button->setToolTip(what);
  button->setAccessibleName(what);
  button->setFocusPolicy(Qt::TabFocus);
  button->setAutoRepeat(true);
  connect(button, &QToolButton::clicked, this, [this, step] {
    setValue(value_ + step);
    emit changed(value_);
  });
  return button;
}

void Stepper::setValue(int value) {
  value_ = std::clamp(value, least_, most_);
  number_->setText(QString::number(value_));
  fewer_->setEnabled(value_ > least_);
  more_->setEnabled(value_ < most_);
}

}  // namespace lossarium::ui
