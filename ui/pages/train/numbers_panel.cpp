#include "ui/pages/train/numbers_panel.h"

#include "core/datasets/output_names.h"
#include "core/training/recorded_run.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/steady_label.h"

#include <QGridLayout>
#include <QLabel>

#include <algorithm>
#include <cmath>
#include <limits>

namespace lossarium::ui {
namespace {

constexpr std::size_t mostCoefficients = 6, mostOfClasses = 3;
constexpr int digits = 5;
constexpr int leftNames = 9, rightNames = 5;  // line heights that names keep: those of weights give way
// A loss or gradient becomes small on the way; of the fit that is rare, and there only names move.
constexpr const char *widestLeft = "−0.000×10⁻⁰", *widestRight = "−0.00000";
constexpr int belowAllRows = 100;  // what is spare comes after the rows, not between them

QString tr(const char* text) { return NumbersPanel::tr(text); }

NumberRow number(const QString& name, double value, const QString& hint) {
  const double size = std::abs(value);
  const bool power = size != 0 && (size < 1e-3 || size >= 1e6);  // then four digits have room
  return {name, numberText(value, power ? 4 : digits), hint};
}

// What training is about.
std::vector<NumberRow> runRows(const RunFrame& frame) {
  const Problem& problem = *frame.problem;
  std::vector<NumberRow> rows{number(tr("training loss"), frame.now.training,
                                     tr("The mean loss of the training rows, without the penalty"))};
  if (problem.validation)
    rows.push_back(number(tr("validation loss"), frame.now.validation,
                          tr("The mean loss of rows that are not learnt from")));
  if (frame.now.penalty != 0)
    rows.push_back(
        number(tr("penalty"), frame.now.penalty, tr("What is added to the loss for large weights")));
  const double slope = frame.descent.size() ? frame.descent.norm() : std::numeric_limits<double>::quiet_NaN();
  rows.push_back(number(tr("gradient norm"), slope,
                        tr("How steep the surface is under the ball: 0 at a smooth minimum")));
  if (!problem.optimizer->schedule().isConstant())
    rows.push_back(number(tr("learning rate"), frame.learningRate,
                          tr("What the schedule makes of it in the next step")));
  rows.push_back({tr("training rows"), grouped(problem.training->samples().count()),
                  tr("Of %1 rows in all").arg(grouped(problem.dataset->count()))});
  return rows;
}

QString outputName(const Problem& problem, Index output) {
  return QString::fromStdString(outputNames(*problem.dataset)[static_cast<std::size_t>(output)]);
}

QString coefficientHint(const Problem& problem) {
  if (problem.dataset->task == Task::regression) return tr("In the data's own units");
  return tr("Of the score, for one more of the input in its own units");
}

// Of all outputs: what each input counts, and the intercept.
std::vector<NumberRow> coefficientRows(const RunFrame& frame) {
  const Problem& problem = *frame.problem;
  const Index outputs = problem.model->outputCount();
  const QString hint = coefficientHint(problem);
  std::vector<NumberRow> rows;
  for (Index k = 0; k < outputs; ++k) {
    const Coefficients fit = coefficients(problem, frame.state.weights, k);
    const QString of = outputs > 1 ? tr(" for %1").arg(outputName(problem, k)) : QString();
    const Index count = fit.slopes.size();
    if (count == 0) return {};
    for (Index i = 0; i < count; ++i) {
      const QString name = readable(fit.names[static_cast<std::size_t>(i)]);
      rows.push_back(number((count == 1 ? tr("slope") : name) + of, fit.slopes[i], hint));
      rows.back().hint = tr("%1%2: %3").arg(name, of, hint);
    }
    rows.push_back(number(tr("intercept") + of, fit.intercept, hint));
  }
  return rows;
}

// As many as have room, and how many more there are. Of one output the intercept is the last to give way.
void addCoefficients(std::vector<NumberRow>& rows, const RunFrame& frame) {
  std::vector<NumberRow> all = coefficientRows(frame);
  const bool one = frame.problem->model->outputCount() == 1;
  const std::size_t most = one ? mostCoefficients : mostOfClasses;
  const std::size_t always = one ? 1 : 0;
  if (all.size() > most + always) {
    const auto hidden = all.size() - always - most;
    const auto first = all.begin() + static_cast<std::ptrdiff_t>(most);
    all.erase(first, first + static_cast<std::ptrdiff_t>(hidden));
    all.insert(all.begin() + static_cast<std::ptrdiff_t>(most),
               {tr("and %1 more").arg(hidden), {}, tr("lossarium train prints them all")});
  }
  rows.insert(rows.end(), all.begin(), all.end());
}

std::vector<NumberRow> yardsticks(const RunFrame& frame) {
  if (frame.problem->dataset->task == Task::regression)
    return {number(tr("training RMSE"), frame.rmse,
                   tr("Root of the mean squared error of the training rows: a yardstick for any loss")),
            number(tr("training R²"), frame.explained,
                   tr("The share of the target's variance that the fit explains"))};
  if (frame.problem->dataset->task == Task::boxes)
    return {number(tr("training IoU"), frame.meanIou,
                   tr("The mean overlap with the targets, as a share of both together: a yardstick for any "
                      "loss of boxes")),
            number(tr("corner error"), frame.cornerError,
                   tr("The mean distance of an edge from the target's, in the data's unit"))};
  const QString hint = tr("The share of the rows whose class is predicted: a yardstick for any loss");
  std::vector<NumberRow> rows{number(tr("training accuracy"), frame.accuracy, hint)};
  if (frame.problem->validation)
    rows.push_back(number(tr("validation accuracy"), frame.validationAccuracy, hint));
  return rows;
}

// What came out, in the data's own units: to compare fits whatever their loss.
std::vector<NumberRow> fitRows(const RunFrame& frame) {
  const bool judgedFirst = isClassification(frame.problem->dataset->task);
  std::vector<NumberRow> rows;
  if (judgedFirst) rows = yardsticks(frame);
  addCoefficients(rows, frame);
  if (judgedFirst) return rows;
  for (NumberRow& row : yardsticks(frame)) rows.push_back(std::move(row));
  return rows;
}

}  // namespace

NumbersPanel::NumbersPanel(QWidget* parent) : RunTab(parent), grid_(new QGridLayout(this)) {
  grid_->setContentsMargins(16, 4, 16, 4);
  grid_->setHorizontalSpacing(12);
  grid_->setVerticalSpacing(2);
  for (const int column : {0, 3}) grid_->setColumnStretch(column, 1);
  grid_->setColumnMinimumWidth(2, 4);
  grid_->setRowStretch(belowAllRows, 1);
  keepReadable();
}

QString NumbersPanel::title() const { return tr("Numbers"); }

QString NumbersPanel::hint() const { return tr("Losses, the gradient, and the fit in the data's own units"); }

void NumbersPanel::setRow(int line, int side, const NumberRow& row) {
  auto& column = columns_[static_cast<std::size_t>(side)];
  if (line >= static_cast<int>(column.size())) {
    Row labels{new ElidedLabel(side == 0 ? leftNames : rightNames, {}, this),
               new SteadyLabel(QString::fromUtf8(side == 0 ? widestLeft : widestRight), this)};
    labels.name->setObjectName(QStringLiteral("muted"));
    labels.value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    labels.value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    grid_->addWidget(labels.name, line, 3 * side);
    grid_->addWidget(labels.value, line, 3 * side + 1);
    column.push_back(labels);
  }
  const Row& labels = column[static_cast<std::size_t>(line)];
  labels.name->setText(row.name);
  labels.value->setText(row.value);
  labels.value->setAccessibleName(row.name);
  for (QLabel* label : {labels.name, labels.value}) label->setToolTip(row.hint);
}

void NumbersPanel::showColumn(int side, const std::vector<NumberRow>& rows) {
  for (std::size_t i = 0; i < rows.size(); ++i) setRow(static_cast<int>(i), side, rows[i]);
  const auto& column = columns_[static_cast<std::size_t>(side)];
  for (std::size_t i = 0; i < column.size(); ++i)
    for (QLabel* label : {column[i].name, column[i].value}) label->setVisible(i < rows.size());
  used_[static_cast<std::size_t>(side)] = rows.size();
}

void NumbersPanel::showFrame(const RunFrame& frame) {
  showColumn(0, runRows(frame));
  showColumn(1, fitRows(frame));
}

QString NumbersPanel::asText() const {
  QString text;
  for (std::size_t side = 0; side < columns_.size(); ++side)
    for (std::size_t i = 0; i < used_[side]; ++i)
      text += columns_[side][i].name->text() + '\t' + columns_[side][i].value->text() + '\n';
  return text;
}

}  // namespace lossarium::ui
