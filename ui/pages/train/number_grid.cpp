#include "ui/pages/train/number_grid.h"

#include <QApplication>
#include <QFontInfo>
#include <QGridLayout>
#include <QLabel>

namespace lossarium::ui {
namespace {

constexpr int filledFrom = 56;  // sizes of the font: from this width on there is room for larger type
constexpr double largerBy = 1.25;
constexpr int widest = 26;  // sizes of the larger font

}  // namespace

NumberGrid::NumberGrid(const QStringList& heads, QWidget* parent)
    : QWidget(parent), heads_(heads), grid_(new QGridLayout(this)) {
  grid_->setContentsMargins(0, 0, 0, 0);
  grid_->setHorizontalSpacing(16);
  grid_->setVerticalSpacing(1);
  grid_->setColumnStretch(0, 1);
  for (int i = 0; i < heads.size(); ++i) {
    QLabel* head = labelAt(0, i + 1);
    head->setObjectName(QStringLiteral("caption"));
    head->setText(heads[i]);
  }
}

QLabel* NumberGrid::labelAt(int row, int column) {
  if (const QLayoutItem* item = grid_->itemAtPosition(row, column))
    return qobject_cast<QLabel*>(item->widget());
  auto* label = new QLabel(this);
  label->setAlignment(Qt::AlignVCenter | (column == 0 ? Qt::AlignLeft : Qt::AlignRight));
  if (column == 0) label->setObjectName(QStringLiteral("caption"));
  grid_->addWidget(label, row, column);
  return label;
}

void NumberGrid::show(const std::vector<NamedNumbers>& rows) {
  const int first = heads_.isEmpty() ? 0 : 1;
  rows_ = rows;
  for (int i = 0; i < static_cast<int>(rows.size()); ++i) {
    const NamedNumbers& row = rows[static_cast<std::size_t>(i)];
    for (int column = 0; column <= row.values.size(); ++column) {
      QLabel* label = labelAt(first + i, column);
      label->setText(column == 0 ? row.name : row.values[column - 1]);
      label->setToolTip(row.hint);
    }
  }
}

QString NumberGrid::asText() const {
  QString text =
      heads_.isEmpty() ? QString() : QLatin1Char('\t') + heads_.join(QLatin1Char('\t')) + QLatin1Char('\n');
  for (const NamedNumbers& row : rows_)
    text += row.name + QLatin1Char('\t') + row.values.join(QLatin1Char('\t')) + QLatin1Char('\n');
  return text;
}

// The theme's style sheet has the say over fonts, so that only another one can change them.
void enlargeNumbers(QWidget& panel) {
  const int pixels = QFontInfo(QApplication::font()).pixelSize();
  const bool filled = panel.width() > filledFrom * pixels;
  const QString larger =
      filled ? QStringLiteral("QLabel { font-size: %1px; }").arg(qRound(largerBy * pixels)) : QString();
  if (panel.styleSheet() != larger) panel.setStyleSheet(larger);
  for (auto* grid : panel.findChildren<NumberGrid*>())
    grid->setMaximumWidth(filled ? qRound(widest * largerBy * pixels) : QWIDGETSIZE_MAX);
}

QString riseWithin(double radius) {
  return NumberGrid::tr("Rise within ρ = %1").arg(QString::number(radius, 'g', 2));
}

}  // namespace lossarium::ui
