#include "ui/pages/train/metrics_tab.h"

#include "core/training/recorded_run.h"
#include "ui/pages/train/class_scores_table.h"
#include "ui/pages/train/metrics_table.h"
#include "ui/pages/train/test_seal.h"
#include "ui/plots/confusion_view.h"
#include "ui/session/session.h"
#include "ui/shell/theme.h"
#include "ui/widgets/number_text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace lossarium::ui {
namespace {

// Empty while they are sealed.
QString whenOpened(const RunFrame& frame) {
  if (!frame.metrics->test) return {};
  for (const auto& seam : frame.seams)
    for (const SettingChange& change : seam.changes)
      if (change.key == "split.test_opened")
        return MetricsTab::tr(
                   "The test rows were opened at epoch %1: what was chosen after that, they no longer judge.")
            .arg(grouped(seam.epoch));
  return MetricsTab::tr(
      "The test rows were opened before this run: what was chosen after that, they no longer judge.");
}

}  // namespace

MetricsTab::MetricsTab(Session& session, QWidget* parent)
    : RunTab(parent),
      session_(session),
      table_(new MetricsTable(this)),
      confusion_(new ConfusionView(this)),
      confusionButton_(new QToolButton(this)),
      scores_(new ClassScoresTable(this)),
      seal_(new TestSeal(this)),
      notes_(new QLabel(this)) {
  confusionButton_->setObjectName(QStringLiteral("quiet"));
  confusionButton_->setText(tr("Confusion matrix"));
  confusionButton_->setToolTip(
      tr("How often which class was taken for which, and precision, recall and F1 of each class, in the "
         "place of the metrics"));
  confusionButton_->setCheckable(true);
  confusionButton_->setFocusPolicy(Qt::TabFocus);
  confusionButton_->hide();
  confusion_->hide();
  scores_->hide();
  seal_->hide();
  notes_->setObjectName(QStringLiteral("caption"));
  notes_->setWordWrap(true);
  notes_->setContentsMargins(16, 0, 16, 0);
  auto* top = new QHBoxLayout;
  top->setContentsMargins(16, 0, 16, 0);
  top->addWidget(seal_, 1);
  top->addStretch();
  top->addWidget(confusionButton_, 0, Qt::AlignTop);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 2, 0, 0);
  column->setSpacing(2);
  column->addLayout(top);
  column->addWidget(table_);
  column->addWidget(confusion_);
  column->addWidget(scores_);
  column->addWidget(notes_);
  column->addStretch(1);
  keepReadable();
  connect(confusionButton_, &QToolButton::toggled, this, [this](bool matrix) {
    table_->setVisible(!matrix);
    confusion_->setVisible(matrix);
    scores_->setVisible(matrix);
  });
  connect(seal_, &TestSeal::opened, &session_, &Session::openTest);
}

QString MetricsTab::title() const { return tr("Metrics"); }

QString MetricsTab::hint() const {
  return tr("What the fit is worth by every yardstick, on the rows it learnt from and on others");
}

void MetricsTab::showFrame(const RunFrame& frame) {
  showSeal(frame);
  if (!frame.metrics) return;  // they come with the next frame
  table_->show(*frame.metrics, frame.problem->test != nullptr, whenOpened(frame));
  showConfusion(*frame.metrics);
  showNotes(frame);
}

void MetricsTab::showSeal(const RunFrame& frame) {
  const Problem& problem = *frame.problem;
  const bool sealed = problem.test && !problem.experiment.split.testOpened;
  if (sealed) seal_->showSealed(static_cast<qsizetype>(problem.rows.test.size()));
  seal_->setVisible(sealed);
}

void MetricsTab::showConfusion(const RunMetrics& metrics) {
  const bool counted = isClassification(metrics.problem->dataset->task);
  confusionButton_->setVisible(counted);
  if (!counted) {
    confusionButton_->setChecked(false);
    return;
  }
  QStringList names;
  for (const auto& name : metrics.problem->dataset->classNames) names << QString::fromStdString(name);
  std::vector<ConfusionPicture> pictures{{tr("training"), metrics.training.confusion.counts}};
  if (metrics.validation) pictures.push_back({tr("validation"), metrics.validation->confusion.counts});
  if (metrics.test) pictures.push_back({tr("test"), metrics.test->confusion.counts});
  confusion_->show(names, std::move(pictures));
  std::vector<ClassScoresTable::Part> parts{{tr("training"), scoresByClass(metrics.training.confusion)}};
  if (metrics.validation) parts.push_back({tr("validation"), scoresByClass(metrics.validation->confusion)});
  if (metrics.test) parts.push_back({tr("test"), scoresByClass(metrics.test->confusion)});
  scores_->show(names, parts);
}

void MetricsTab::showNotes(const RunFrame& frame) {
  QStringList notes;
  if (frame.metrics->step != frame.state.step)
    notes << tr("So much data takes time: these are of step %1.").arg(grouped(frame.metrics->step));
  if (!frame.metrics->validation)
    notes << tr("Validation rows, from Split, would tell what it is worth on rows it has not seen.");
  if (const QString opened = whenOpened(frame); !opened.isEmpty()) notes << opened;
  if (const QString left = MetricsTable::leftOut(*frame.metrics); !left.isEmpty()) notes << left;
  notes_->setText(notes.join(QLatin1Char(' ')));
  notes_->setVisible(!notes.isEmpty());
}

QString MetricsTab::asText() const {
  return confusionButton_->isChecked() ? confusion_->asText() + scores_->asText() : table_->asText();
}

void MetricsTab::setTheme(const Theme& theme) { confusion_->setPlotStyle(theme.plots); }

void MetricsTab::showEvent(QShowEvent* event) {
  RunTab::showEvent(event);
  session_.wantMetrics(true);
}

void MetricsTab::hideEvent(QHideEvent* event) {
  session_.wantMetrics(false);
  RunTab::hideEvent(event);
}

}  // namespace lossarium::ui
