#include "ui/pages/losses/loss_readout.h"

#include "ui/widgets/elided_label.h"
#include "ui/widgets/number_text.h"

#include <QGridLayout>
#include <QLabel>

#include <cmath>

namespace lossarium::ui {
namespace {

// So many that count, however small the number; none is minus zero.
QString digits(double number) {
  if (!std::isfinite(number)) return numberText(number, 3);
  return readableNumber(number == 0 ? 0.0 : number, 4);
}

}  // namespace

LossReadout::LossReadout(QWidget* parent)
    : QWidget(parent), grid_(new QGridLayout(this)), where_(new QLabel(this)) {
  grid_->setContentsMargins(0, 0, 0, 0);
  grid_->setHorizontalSpacing(8);
  grid_->setVerticalSpacing(2);
  grid_->setColumnStretch(0, 1);
  where_->setObjectName(QStringLiteral("caption"));
  grid_->addWidget(where_, 0, 0, 1, 4);
  int column = 1;
  for (const QString& heading : {tr("value"), tr("slope"), tr("curv.")}) {
    auto* label = new QLabel(heading, this);
    label->setObjectName(QStringLiteral("caption"));
    label->setAlignment(Qt::AlignRight);
    grid_->addWidget(label, 1, column++);
  }
}

void LossReadout::addRow() {
  Row row{new ElidedLabel(4, {}, this), {}};
  const int line = static_cast<int>(rows_.size()) + 2;
  grid_->addWidget(row.name, line, 0);
  for (std::size_t i = 0; i < row.numbers.size(); ++i) {
    row.numbers[i] = new QLabel(this);
    row.numbers[i]->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    row.numbers[i]->setTextInteractionFlags(Qt::TextSelectableByMouse);
    grid_->addWidget(row.numbers[i], line, static_cast<int>(i) + 1);
  }
  rows_.push_back(row);
}

void LossReadout::show(const QString& where, const std::vector<LossReading>& readings) {
  where_->setText(where);
  while (rows_.size() < readings.size()) addRow();
  used_ = readings.size();
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    const bool shown = i < readings.size();
    rows_[i].name->setVisible(shown);
    for (QLabel* number : rows_[i].numbers) number->setVisible(shown);
    if (!shown) continue;
    const LossReading& reading = readings[i];
    QPalette colored = rows_[i].name->palette();
    colored.setColor(QPalette::WindowText, reading.color);
    rows_[i].name->setPalette(colored);
    QFont font = this->font();
    font.setBold(reading.current);
    rows_[i].name->setFont(font);
    rows_[i].name->setText(QStringLiteral("● ") + reading.name);
    const std::array<double, 3> numbers{reading.point.value, reading.point.slope, reading.point.curvature};
    for (std::size_t k = 0; k < numbers.size(); ++k) rows_[i].numbers[k]->setText(digits(numbers[k]));
  }
}

QString LossReadout::asText() const {
  QString text = where_->text() + tr("\tvalue\tslope\tcurvature\n");
  for (std::size_t i = 0; i < used_; ++i) {
    text += rows_[i].name->text().mid(2);
    for (const QLabel* number : rows_[i].numbers) text += QLatin1Char('\t') + number->text();
    text += QLatin1Char('\n');
  }
  return text;
}

}  // namespace lossarium::ui
