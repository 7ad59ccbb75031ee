#include "ui/pages/train/step_tab.h"

#include "core/training/recorded_run.h"
#include "ui/pages/train/scenes.h"
#include "ui/session/session.h"
#include "ui/widgets/combo_box.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/steady_label.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace lossarium::ui {
namespace {

constexpr int mostLines = 30;  // of the grid, that come before the update

// Each number stays with its symbol; between them a line may break.
QString flowing(const QStringList& terms) { return terms.join(QStringLiteral("    ")); }

}  // namespace

StepTab::StepTab(Session& session, QWidget* parent)
    : RunTab(parent),
      session_(session),
      weight_(new ComboBox(this)),
      which_(new QLabel(this)),
      row_(new QLabel(this)),
      body_(new QWidget(this)),
      grid_(new QGridLayout(body_)),
      heading_(makeLine(0)),
      update_(new QLabel(body_)),
      terms_(new QLabel(body_)),
      result_(new QLabel(body_)),
      none_(new QLabel(this)) {
  arrange();
  connect(weight_, &QComboBox::currentIndexChanged, this, [this](int index) {
    if (index >= 0 && isVisible()) wish();
  });
}

void StepTab::arrange() {
  weight_->setAccessibleName(tr("Weight"));
  weight_->setToolTip(tr("The weight whose last step is taken apart"));
  which_->setObjectName(QStringLiteral("caption"));
  row_->setObjectName(QStringLiteral("caption"));
  row_->setWordWrap(true);
  row_->hide();
  none_->setObjectName(QStringLiteral("caption"));
  none_->setWordWrap(true);
  auto* top = new QHBoxLayout;
  top->setSpacing(8);
  top->addWidget(weight_, 1);
  top->addWidget(which_);
  grid_->setContentsMargins(0, 0, 0, 0);
  grid_->setHorizontalSpacing(8);
  grid_->setVerticalSpacing(2);
  grid_->setColumnStretch(1, 1);
  auto* title = new QLabel(tr("5  Update"), body_);
  terms_->setWordWrap(true);
  update_->setWordWrap(true);
  result_->setWordWrap(true);
  for (QLabel* label : {terms_, result_}) label->setTextInteractionFlags(Qt::TextSelectableByMouse);
  terms_->setAccessibleName(tr("Numbers of the update"));
  result_->setAccessibleName(tr("The weight before and after"));
  update_->setObjectName(QStringLiteral("muted"));
  grid_->addWidget(title, mostLines + 1, 0, Qt::AlignTop);
  grid_->addWidget(update_, mostLines + 1, 1, 1, 3);
  grid_->addWidget(terms_, mostLines + 2, 1, 1, 3);
  grid_->addWidget(result_, mostLines + 3, 1, 1, 3);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(16, 4, 16, 4);
  column->setSpacing(4);
  column->addLayout(top);
  column->addWidget(row_);
  column->addWidget(none_);
  column->addWidget(body_);
  column->addStretch(1);
  body_->hide();
  keepReadable();
}

QString StepTab::title() const { return tr("Step"); }

QString StepTab::hint() const {
  return tr("The last step of training taken apart for one weight: predict, loss, slope, gradient, update");
}

StepTab::Line StepTab::makeLine(int row) {
  // The heading of the batch is wider than any number.
  const QString widest = row == 0 ? tr("mean of %1").arg(999) : QStringLiteral("−0.000000");
  Line line{new QLabel(body_), new ElidedLabel(3, {}, body_), new SteadyLabel(widest, body_),
            new SteadyLabel(widest, body_), new QLabel(body_)};
  const QString muted = QStringLiteral("muted");
  line.formula->setObjectName(muted);
  line.numbers->setWordWrap(true);
  line.numbers->setTextInteractionFlags(Qt::TextSelectableByMouse);
  line.numbers->hide();
  grid_->addWidget(line.numbers, row + 1, 1, 1, 3);
  int column = 0;
  for (QLabel* label : {line.title, line.formula, line.ofRow, line.ofBatch}) {
    if (column > 1) label->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    if (column > 1) label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    if (row == 0) label->setObjectName(muted);
    grid_->addWidget(label, row, column++);
  }
  return line;
}

// The names of the weights follow the model; the place stays, as far as there is one.
void StepTab::offerWeights(const Problem& problem) {
  if (named_ == problem.model) return;
  named_ = problem.model;
  QStringList names;
  for (const QString& title : weightTitles(problem)) names << title;
  const int wanted = std::clamp(weight_->currentIndex(), 0, static_cast<int>(names.size()) - 1);
  const QSignalBlocker quiet(weight_);
  weight_->clear();
  weight_->addItems(names);
  weight_->setCurrentIndex(wanted);
}

void StepTab::explainWeight(const Problem& problem) {
  weight_->setToolTip(tr("The weight whose last step is taken apart: %1")
                          .arg(weightHint(problem, std::max(0, weight_->currentIndex()))));
}

// A row's number means another one, or none, where the data are others, be it by a row that was taken out.
void StepTab::forgetRowOfOtherData(const Problem& problem) {
  if (!trainingRow_ || rowOf_ == problem.dataset) return;
  trainingRow_.reset();
  if (isVisible()) wish();
}

void StepTab::wish() {
  session_.wantExplanation(ExplanationWish{std::max(0, weight_->currentIndex()), trainingRow_});
}

void StepTab::chooseRow(std::optional<Index> trainingRow) {
  trainingRow_ = trainingRow;
  rowOf_ = session_.frame() ? session_.frame()->problem->dataset : nullptr;
  if (isVisible()) wish();
}

void StepTab::choose(Index weight) { weight_->setCurrentIndex(static_cast<int>(weight)); }

void StepTab::showFrame(const RunFrame& frame) {
  offerWeights(*frame.problem);
  explainWeight(*frame.problem);
  forgetRowOfOtherData(*frame.problem);
  if (frame.explanation && frame.explanation->step <= frame.state.step)
    showCard(*frame.explanation);
  else
    showNone(frame);
}

void StepTab::showCard(const StepExplanation& step) {
  card_ = stepCard(step, trainingRow_.has_value());
  row_->setText(card_.stepWords + card_.rowWords);
  row_->setToolTip(card_.rowHint);
  row_->show();
  which_->setText(card_.weight);
  which_->setToolTip(tr("What the formulas below call this weight"));
  heading_.ofRow->setText(card_.rowTitle);
  heading_.ofRow->setToolTip(card_.rowHint);
  heading_.ofBatch->setText(card_.batchTitle);
  heading_.ofBatch->setToolTip(tr("Over the rows of the step's batch"));
  for (std::size_t i = 0; i < card_.lines.size(); ++i) setLine(i, card_.lines[i]);
  hideLinesFrom(card_.lines.size());
  update_->setText(card_.update);
  update_->setToolTip(card_.updateHint);
  terms_->setText(flowing(card_.terms));
  terms_->setToolTip(tr("The numbers of this formula, for this weight: what comes of them was added to it"));
  result_->setText(card_.result);
  result_->setToolTip(tr("The weight before the step and after it"));
  none_->hide();
  body_->show();
}

void StepTab::setLine(std::size_t index, const StepLine& line) {
  while (lines_.size() <= index) lines_.push_back(makeLine(2 * static_cast<int>(lines_.size()) + 1));
  const Line& labels = lines_[index];
  labels.title->setText(line.title);
  labels.formula->setText(line.formula);
  labels.ofRow->setText(line.ofRow);
  labels.ofBatch->setText(line.ofBatch);
  labels.ofRow->setAccessibleName(tr("%1 of one row").arg(line.formula));
  labels.ofBatch->setAccessibleName(tr("%1 of the batch").arg(line.formula));
  labels.numbers->setText(line.numbers);
  labels.formula->setToolTip(line.formula + QLatin1Char('\n') + line.hint);
  for (QLabel* label : {labels.title, labels.ofRow, labels.ofBatch, labels.numbers})
    label->setToolTip(line.hint);
  for (QLabel* label : {labels.title, labels.formula, labels.ofRow, labels.ofBatch}) label->show();
  labels.numbers->setVisible(!line.numbers.isEmpty());
}

void StepTab::hideLinesFrom(std::size_t first) {
  for (std::size_t i = first; i < lines_.size(); ++i)
    for (QLabel* label :
         {lines_[i].title, lines_[i].formula, lines_[i].ofRow, lines_[i].ofBatch, lines_[i].numbers})
      label->hide();
}

// Between the wish and its frame the old card stays.
void StepTab::showNone(const RunFrame& frame) {
  if (frame.lastChange.size() > 0) return;
  card_ = {};
  row_->hide();
  which_->clear();
  none_->setText(
      frame.state.step == 0
          ? tr("Press → for the first step: here it is taken apart, from the prediction to the new "
               "weight.")
      : frame.state.stop == Stop::diverged
          ? tr("The step that diverged was taken back; ← goes to the one before.")
          : tr("This optimiser has not taken a step yet: press →."));
  body_->hide();
  none_->show();
}

QString StepTab::asText() const {
  if (card_.lines.empty()) return none_->text() + QLatin1Char('\n');
  return weight_->currentText() + QLatin1Char('\t') + which_->text() + QLatin1Char('\n') + card_.stepWords +
         card_.rowWords + QLatin1Char('\n') + card_.asText();
}

void StepTab::showEvent(QShowEvent* event) {
  RunTab::showEvent(event);
  wish();
}

void StepTab::hideEvent(QHideEvent* event) {
  session_.wantExplanation({});
  RunTab::hideEvent(event);
}

}  // namespace lossarium::ui
