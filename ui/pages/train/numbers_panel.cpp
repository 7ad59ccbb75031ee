#include "ui/pages/train/numbers_panel.h"

#include "core/training/recorded_run.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/steady_label.h"

#include <QGridLayout>
#include <QLabel>

#include <algorithm>
#include <limits>

namespace lossarium::ui {
namespace {

constexpr Index mostCoefficients = 6;
constexpr int digits = 5;

}  // namespace

NumbersPanel::NumbersPanel(QWidget* parent) : QWidget(parent), grid_(new QGridLayout(this)) {
  grid_->setContentsMargins(16, 4, 16, 4);
  grid_->setHorizontalSpacing(12);
  grid_->setVerticalSpacing(2);
  for (const int column : {0, 3}) grid_->setColumnStretch(column, 1);
  grid_->setColumnMinimumWidth(2, 16);
}

// Two columns of pairs, filled downwards in turn.
void NumbersPanel::setRow(std::size_t index, const QString& name, const QString& value) {
  if (index >= rows_.size()) {
    Row row{new QLabel(this), new SteadyLabel(QStringLiteral("−0.0000e−00"), this)};
    row.name->setObjectName(QStringLiteral("muted"));
    row.value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    row.value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    const int line = static_cast<int>(index / 2), column = index % 2 ? 3 : 0;
    grid_->addWidget(row.name, line, column);
    grid_->addWidget(row.value, line, column + 1);
    rows_.push_back(row);
  }
  rows_[index].name->setText(name);
  rows_[index].value->setText(value);
  rows_[index].value->setAccessibleName(name);
}

void NumbersPanel::showFrame(const RunFrame& frame) {
  std::size_t row = 0;
  const auto add = [&](const QString& name, double value) { setRow(row++, name, numberText(value, digits)); };
  const Problem& problem = *frame.problem;
  add(tr("training loss"), frame.now.training);
  const Coefficients fit = coefficients(problem, frame.state.weights);
  const Index slopes = std::min<Index>(fit.slopes.size(), mostCoefficients);
  for (Index i = 0; i < slopes; ++i)
    add(slopes == 1 ? tr("slope") : readable(problem.dataset->featureNames[static_cast<std::size_t>(i)]),
        fit.slopes[i]);
  add(tr("gradient norm"),
      frame.descent.size() ? frame.descent.norm() : std::numeric_limits<double>::quiet_NaN());
  add(tr("intercept"), fit.intercept);
  if (problem.validation) add(tr("validation loss"), frame.now.validation);
  if (frame.now.penalty != 0) add(tr("penalty"), frame.now.penalty);
  setRow(row++, tr("rows"), QString::number(problem.training->samples().count()));
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    rows_[i].name->setVisible(i < row);
    rows_[i].value->setVisible(i < row);
  }
  used_ = row;
}

QString NumbersPanel::asText() const {
  QString text;
  for (std::size_t i = 0; i < used_; ++i)
    text += rows_[i].name->text() + '\t' + rows_[i].value->text() + '\n';
  return text;
}

}  // namespace lossarium::ui
