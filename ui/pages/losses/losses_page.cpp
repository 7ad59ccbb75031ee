#include "ui/pages/losses/losses_page.h"

#include "core/experiment/examples.h"
#include "ui/pages/losses/loss_details.h"
#include "ui/pages/losses/loss_list.h"
#include "ui/pages/losses/loss_readout.h"
#include "ui/pages/losses/loss_samples.h"
#include "ui/pages/losses/loss_scenes.h"
#include "ui/pages/losses/sample_view.h"
#include "ui/pages/train/export.h"
#include "ui/plots/function_chart.h"
#include "ui/session/session.h"
#include "ui/shell/icons.h"
#include "ui/widgets/view_frame.h"
#include "ui/widgets/words.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QPainter>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

#include <stdexcept>

namespace lossarium::ui {
namespace {

constexpr double leftWidth = 20.5, rightWidth = 24.5;  // in sizes of the font
constexpr int gap = 8;
constexpr std::size_t mostAxes = 3;

// The first ready experiment with such data; there is one for each task.
std::size_t exampleFor(Task task) {
  for (std::size_t i = 0; i < examples().size(); ++i)
    if (makeLoss(examples()[i].make().loss)->spec().task == task) return i;
  throw std::logic_error("no example of a task");
}

QFrame* card(QWidget* parent) {
  auto* frame = new QFrame(parent);
  frame->setObjectName(QStringLiteral("card"));
  return frame;
}

}  // namespace

LossesPage::LossesPage(Session& session, QWidget* parent)
    : Page(parent),
      session_(session),
      list_(new LossList(this)),
      readout_(new LossReadout(this)),
      value_(new FunctionChart(this)),
      slope_(new FunctionChart(this)),
      curvature_(new FunctionChart(this)),
      charts_(new QSplitter(Qt::Vertical, this)),
      sample_(new SampleView(this)),
      sampleFrame_(new ViewFrame(tr("One sample"), sample_, this)),
      frame_(new ViewFrame(tr("Curves"), charts_, this)),
      details_(new LossDetails(this)),
      axes_(new QButtonGroup(this)) {
  setObjectName(QStringLiteral("page"));
  left_ = makeLeft();
  right_ = card(this);
  auto* inside = new QVBoxLayout(right_);
  inside->setContentsMargins(0, 0, 0, 0);
  inside->addWidget(details_);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(gap, 0, gap, 0);
  row->setSpacing(gap);
  row->addWidget(left_);
  auto* centre = new QSplitter(Qt::Vertical, this);
  centre->addWidget(sampleFrame_);
  centre->addWidget(frame_);
  centre->setHandleWidth(gap);
  centre->setChildrenCollapsible(false);
  centre->setSizes({350, 400});
  row->addWidget(centre, 1);
  row->addWidget(right_);
  makeCharts();
  connectCharts();
  connectSample();
  connectDetails();
  addExports();
  connect(list_, &LossList::chosen, this, &LossesPage::choose);
  connect(list_, &LossList::keptChanged, this, [this](const QString& id, bool kept) {
    if (!selection_.keep(id.toStdString(), kept))
      emit told(tr("At most six losses are drawn together. Untick one first."));
    else
      emit told({});
    refresh();
  });
  connect(&session_, &Session::frameChanged, this, [this] {
    if (!isVisible()) return;
    followData();
    refreshCharts();
  });
  connect(&session_, &Session::experimentChanged, this, [this] {
    if (isVisible()) refresh();
  });
  connect(&session_, &Session::problemChanged, this, [this] {
    if (isVisible()) refresh();
  });
}

QWidget* LossesPage::makeLeft() {
  QFrame* frame = card(this);
  auto* column = new QVBoxLayout(frame);
  column->setContentsMargins(8, 8, 8, 12);
  column->setSpacing(12);
  column->addWidget(list_, 1);
  column->addWidget(readout_);
  readout_->setContentsMargins(4, 0, 4, 0);
  return frame;
}

QToolButton* LossesPage::addButton(const QString& name, const QString& tip, bool checkable) {
  auto* button = new QToolButton(frame_);
  button->setAccessibleName(name);
  button->setToolTip(tip);
  button->setCheckable(checkable);
  frame_->addButton(button);
  return button;
}

void LossesPage::makeCharts() {
  for (std::size_t i = 0; i < mostAxes; ++i) {
    axisButtons_.push_back(addButton(tr("Axis"), {}, true));
    axisButtons_.back()->setObjectName(QStringLiteral("quiet"));
    axes_->addButton(axisButtons_.back(), static_cast<int>(i));
  }
  samplesButton_ =
      addButton(tr("My data"), tr("Where the samples of the present run sit, and which of them pull"), true);
  samplesButton_->setObjectName(QStringLiteral("quiet"));
  samplesButton_->setText(tr("data"));
  samplesButton_->setChecked(true);
  curvatureButton_ = addButton(
      tr("Curvature"), tr("The second derivative, too: what Newton’s method and the stable rate see"), true);
  curvatureButton_->setObjectName(QStringLiteral("quiet"));
  curvatureButton_->setText(tr("curv."));
  curvatureButton_->setChecked(true);
  logButton_ = addButton(tr("Logarithmic"), tr("Values on a logarithmic scale (L)"), true);
  logButton_->setObjectName(QStringLiteral("quiet"));
  logButton_->setText(tr("log"));
  homeButton_ = addButton(tr("Home view"), tr("The axis as it was at the beginning (H)"), false);
  charts_->setHandleWidth(2);
  charts_->setChildrenCollapsible(false);
  const std::pair<FunctionChart*, int> shares[] = {{value_, 10}, {slope_, 5}, {curvature_, 5}};
  for (const auto& [chart, share] : shares) {
    charts_->addWidget(chart);
    charts_->setStretchFactor(charts_->count() - 1, share);
  }
  shareHeight();
  value_->setAccessibleName(tr("Value of the losses"));
  slope_->setAccessibleName(tr("Slope of the losses"));
  curvature_->setAccessibleName(tr("Curvature of the losses"));
  for (FunctionChart* chart : {value_, slope_, curvature_}) {
    chart->setAccessibleDescription(
        tr("Drag the marker, or move it by the arrow keys; the wheel zooms along the axis."));
    chart->setToolTip(tr("Drag the marker to read the curves; the wheel zooms along the axis"));
  }
}

void LossesPage::shareHeight() {
  const bool three = curvatureButton_->isChecked();
  charts_->setSizes(three ? QList<int>{340, 150, 170} : QList<int>{340, 200, 0});
}

void LossesPage::connectCharts() {
  for (FunctionChart* chart : {value_, slope_, curvature_}) {
    connect(chart, &FunctionChart::markerMoved, this, &LossesPage::moveMarker);
    connect(chart, &FunctionChart::zoomed, this, &LossesPage::zoom);
  }
  connect(axes_, &QButtonGroup::idClicked, this, [this](int index) {
    selection_.setAxis(profileAxes(selection_.task())[static_cast<std::size_t>(index)].axis);
    if (selection_.task() == Task::boxes)
      selection_.view().marker = profilePlace(selection_.axis(), selection_.ground);
    refresh();
  });
  connect(samplesButton_, &QToolButton::toggled, this, [this](bool shown) {
    selection_.showSamples = shown;
    refreshCharts();
  });
  connect(logButton_, &QToolButton::toggled, this, [this](bool logarithmic) {
    selection_.logarithmic = logarithmic;
    refreshCharts();
  });
  connect(curvatureButton_, &QToolButton::toggled, this, [this](bool shown) {
    curvature_->setVisible(shown);
    shareHeight();
    refreshCharts();
  });
  connect(homeButton_, &QToolButton::clicked, this, &LossesPage::home);
  connect(frame_, &ViewFrame::linkPressed, this, [this] {
    selection_.showAll(samples_.places);
    refreshCharts();
  });
  for (ViewFrame* frame : {frame_, sampleFrame_})
    connect(frame, &ViewFrame::fillRequested, this, [this, frame] { fill(frame); });
}

void LossesPage::connectSample() {
  connect(sample_, &SampleView::probabilitiesMoved, this, [this](const Eigen::Vector3d& probabilities) {
    selection_.probabilities = probabilities;
    sample_->show(selection_, theme_.plots);
  });
  connect(sample_, &SampleView::predictionMoved, this,
          [this](const Eigen::Vector4d& box) { moveBoxes(box, selection_.ground.targetBox); });
  connect(sample_, &SampleView::targetMoved, this,
          [this](const Eigen::Vector4d& box) { moveBoxes(selection_.ground.predictedBox, box); });
}

// Along a box's axis the marker is the box.
void LossesPage::moveMarker(double x) {
  selection_.view().marker = x;
  for (FunctionChart* chart : {value_, slope_, curvature_}) chart->setMarker(x);
  if (selection_.task() == Task::boxes) {
    selection_.ground.predictedBox = profileBox(selection_.axis(), selection_.ground, x);
    sample_->show(selection_, theme_.plots);
  }
  showReadings();
}

void LossesPage::moveBoxes(const Eigen::Vector4d& prediction, const Eigen::Vector4d& target) {
  selection_.ground.predictedBox = prediction;
  if (target[2] > target[0] && target[3] > target[1]) selection_.ground.targetBox = target;
  selection_.view().marker = profilePlace(selection_.axis(), selection_.ground);
  sample_->show(selection_, theme_.plots);
  refreshCharts();
}

void LossesPage::connectDetails() {
  connect(details_, &LossDetails::parameterChanged, this,
          [this](const QString& parameter, const Value& value) {
            try {
              selection_.setParameter(selection_.current(), parameter.toStdString(), value);
              emit told({});
            } catch (const std::exception& error) {
              emit told(inWords(QString::fromUtf8(error.what()), parameter));
            }
            refresh();
          });
  connect(details_, &LossDetails::parameterRemoved, this, [this](const QString& parameter) {
    selection_.removeParameter(selection_.current(), parameter.toStdString());
    refresh();
  });
  connect(details_, &LossDetails::targetChanged, this, [this](double target) {
    selection_.ground.target = target;
    refresh();
  });
  connect(details_, &LossDetails::familyWanted, this, [this](const QString& parameter) {
    selection_.setFamily(parameter.toStdString());
    refresh();
  });
  connect(details_, &LossDetails::takePressed, this, &LossesPage::take);
}

void LossesPage::addExports() {
  addPictureExports(frame_, tr("losses"),
                    [this](QPainter& painter, const QRectF& area, bool) { paintCharts(painter, area); });
  addPictureExports(sampleFrame_, tr("sample"),
                    [this](QPainter& painter, const QRectF& area, bool) { sample_->paintTo(painter, area); });
  addTableExport(frame_, tr("losses"), [this] { return lossTable(selection_); });
  addCopy(frame_, [this] { return readout_->asText(); });
}

// As high as they are in the window.
void LossesPage::paintCharts(QPainter& painter, const QRectF& area) const {
  painter.fillRect(area, theme_.plots.background);
  std::vector<const FunctionChart*> shown{value_, slope_};
  if (curvatureButton_->isChecked()) shown.push_back(curvature_);
  double whole = 0, top = area.top();
  for (const FunctionChart* chart : shown) whole += chart->height();
  for (const FunctionChart* chart : shown) {
    const double height = area.height() * chart->height() / whole;
    chart->paintTo(painter, QRectF(area.left(), top, area.width(), height));
    top += height;
  }
}

void LossesPage::choose(const QString& id) {
  const Task before = selection_.task();
  selection_.choose(id.toStdString());
  // Beside the view of one sample there is less room.
  if (selection_.task() != before) curvatureButton_->setChecked(!SampleView::suits(selection_.task()));
  if (selection_.task() == Task::boxes)
    selection_.view().marker = profilePlace(selection_.axis(), selection_.ground);
  refresh();
}

void LossesPage::showAxes() {
  const auto axes = profileAxes(selection_.task());
  for (std::size_t i = 0; i < mostAxes; ++i) {
    QToolButton* button = axisButtons_[i];
    button->setVisible(i < axes.size());
    if (i >= axes.size()) continue;
    button->setText(words(axes[i].id));
    button->setToolTip(tr("Along the axis: %1").arg(words(axes[i].label)));
    button->setChecked(axes[i].axis == selection_.axis());
  }
  samplesButton_->setVisible(selection_.task() != Task::boxes);
}

void LossesPage::refresh() {
  list_->show(selection_, theme_.plots);
  showAxes();
  details_->show(selection_, offer());
  sampleFrame_->setVisible(SampleView::suits(selection_.task()) && filled_ != frame_);
  sample_->show(selection_, theme_.plots);
  refreshCharts();
}

void LossesPage::refreshCharts() {
  const RunFrame* frame = session_.frame().get();
  const auto loss = makeLoss(selection_.choice(selection_.current()));
  samples_ = samplesUnder(*loss, selection_.axis(), selection_.ground, frame);
  LossScenes scenes = lossScenes(selection_, samples_, theme_.plots);
  if (!curvatureButton_->isChecked()) scenes.slope.xTitle = scenes.curvature.xTitle;
  value_->setScene(scenes.value);
  slope_->setScene(scenes.slope);
  curvature_->setScene(scenes.curvature);
  frame_->setCaption(samplesCaption(selection_, samples_, frame));
  showReadings();
}

void LossesPage::showReadings() {
  readout_->show(markerText(selection_), lossReadings(selection_, theme_.plots));
}

void LossesPage::zoom(double x, double factor) {
  selection_.zoom(x, factor);
  refreshCharts();
}

TakeOffer LossesPage::offer() const {
  const LossSpec& spec = selection_.spec();
  if (spec.metricOnly) return {tr("Measures only: it cannot train"), words(spec.avoid), false};
  const auto problem = session_.problem();
  if (problem && problem->dataset->task != spec.task) {
    return {tr("Open an example with it"),
            tr("The present data are of another kind: this opens a ready experiment with data that fit"),
            true};
  }
  if (session_.experiment().loss == selection_.choice(selection_.current()))
    return {tr("In use by the experiment"), tr("The experiment trains with this loss and these values"),
            false};
  return {tr("Use in the experiment"), tr("Train with this loss: weights stay, the run goes on from here"),
          true};
}

void LossesPage::take() {
  const Choice& choice = selection_.choice(selection_.current());
  if (session_.problem() && session_.problem()->dataset->task != selection_.task()) {
    emit exampleWanted(exampleFor(selection_.task()), choice);
    return;
  }
  Experiment next = session_.experiment();
  next.loss = choice;
  next.leftOpen.loss = false;
  session_.edit(next);
  refresh();
}

void LossesPage::toggleLogarithmic() { logButton_->toggle(); }

void LossesPage::home() {
  selection_.fitTo(samples_.places);
  refresh();
}

void LossesPage::toggleFill() {
  fill(filled_ ? filled_ : sampleFrame_->underMouse() ? sampleFrame_ : frame_);
}

void LossesPage::fill(ViewFrame* frame) {
  filled_ = filled_ ? nullptr : frame;
  left_->setVisible(!filled_);
  right_->setVisible(!filled_);
  frame_->setVisible(filled_ != sampleFrame_);
  sampleFrame_->setVisible(SampleView::suits(selection_.task()) && filled_ != frame_);
}

// "Alpha must be …", not "loss.alpha must be …".
QString LossesPage::inWords(QString message, const QString& parameter) const {
  for (const ParameterSpec& spec : selection_.spec().parameters)
    if (words(spec.id) == parameter) message.replace(QStringLiteral("loss.") + parameter, words(spec.label));
  return message;
}

// Other data may lie elsewhere on the axis.
void LossesPage::followData() {
  const auto frame = session_.frame();
  if (!frame || frame->problem->dataset == fittedTo_) return;
  fittedTo_ = frame->problem->dataset;
  const Choice& loss = frame->problem->experiment.loss;
  choose(QString::fromStdString(loss.id));
  refreshCharts();
  if (selection_.current() == loss.id)
    for (const auto& [parameter, value] : loss.parameters) selection_.setParameter(loss.id, parameter, value);
  home();
}

void LossesPage::focusView() {
  followData();
  refresh();
  value_->setFocus();
}

void LossesPage::setTheme(const Theme& theme) {
  theme_ = theme;
  for (FunctionChart* chart : {value_, slope_, curvature_}) chart->setPlotStyle(theme.plots);
  left_->setFixedWidth(qRound(leftWidth * theme.plots.font.pixelSize()));
  right_->setFixedWidth(qRound(rightWidth * theme.plots.font.pixelSize()));
  for (ViewFrame* frame : {frame_, sampleFrame_}) frame->setTheme(theme);
  details_->setTheme(theme);
  homeButton_->setIcon(themedIcon(QStringLiteral("home"), theme.icon, theme.disabledIcon));
  refresh();
}

}  // namespace lossarium::ui
