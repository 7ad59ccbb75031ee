#include "ui/pages/train/class_scores_table.h"

#include "ui/widgets/number_text.h"

#include <QGridLayout>
#include <QLabel>

namespace lossarium::ui {
namespace {

constexpr int digits = 4, firstNumber = 2;

QStringList hints() {
  return {ClassScoresTable::tr("Part of the data"),
          ClassScoresTable::tr("Class"),
          ClassScoresTable::tr("Of the rows predicted as this class, the share that are; – if none was"),
          ClassScoresTable::tr("Of the rows of this class, the share that was found; – if there are none"),
          ClassScoresTable::tr("The harmonic mean of precision and recall: high only if both are"),
          ClassScoresTable::tr("How many rows the class has")};
}

}  // namespace

ClassScoresTable::ClassScoresTable(QWidget* parent) : QWidget(parent), grid_(new QGridLayout(this)) {
  grid_->setContentsMargins(16, 4, 16, 0);
  grid_->setHorizontalSpacing(12);
  grid_->setVerticalSpacing(0);
  grid_->setColumnStretch(1, 1);
  setAccessibleName(tr("Scores by class"));
}

void ClassScoresTable::setLine(int line, const QStringList& cells) {
  const auto at = static_cast<std::size_t>(line);
  if (at >= lines_.size()) {
    lines_.emplace_back();
    for (int i = 0; i < cells.size(); ++i) {
      auto* label = new QLabel(this);
      if (line == 0 || i < firstNumber)
        label->setObjectName(line == 0 ? QStringLiteral("caption") : QStringLiteral("muted"));
      if (i >= firstNumber) label->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
      label->setToolTip(hints()[i]);
      grid_->addWidget(label, line, i);
      lines_.back().push_back(label);
    }
  }
  for (int i = 0; i < cells.size(); ++i) {
    lines_[at][static_cast<std::size_t>(i)]->setText(cells[i]);
    lines_[at][static_cast<std::size_t>(i)]->show();
  }
  texts_.push_back(cells);
}

void ClassScoresTable::hideLinesFrom(int line) {
  for (auto at = static_cast<std::size_t>(line); at < lines_.size(); ++at)
    for (QLabel* label : lines_[at]) label->hide();
}

void ClassScoresTable::show(const QStringList& classNames, const std::vector<Part>& parts) {
  texts_.clear();
  int line = 0;
  setLine(line++, {QString(), tr("class"), tr("precision"), tr("recall"), tr("F1"), tr("rows")});
  for (const Part& part : parts)
    for (std::size_t k = 0; k < part.classes.size(); ++k) {
      const ClassScores& scores = part.classes[k];
      setLine(line++, {k == 0 ? part.title : QString(), classNames[static_cast<qsizetype>(k)],
                       numberText(scores.precision, digits), numberText(scores.recall, digits),
                       numberText(scores.f1, digits), QString::number(scores.rows, 'f', 0)});
    }
  hideLinesFrom(line);
}

QString ClassScoresTable::asText() const {
  QString text;
  for (const QStringList& line : texts_) text += line.join(QLatin1Char('\t')) + QLatin1Char('\n');
  return text;
}

}  // namespace lossarium::ui
