#include "ui/pages/losses/losses_page.h"

#include "ui/pages/losses/loss_details.h"
#include "ui/pages/losses/loss_list.h"
#include "ui/pages/losses/loss_readout.h"
#include "ui/pages/losses/loss_scenes.h"
#include "ui/pages/train/export.h"
#include "ui/plots/function_chart.h"
#include "ui/session/session.h"
#include "ui/shell/icons.h"
#include "ui/widgets/view_frame.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QPainter>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

namespace lossarium::ui {
namespace {

constexpr double leftWidth = 22.8, rightWidth = 27;  // in sizes of the font
constexpr int gap = 8;
constexpr std::size_t mostAxes = 3;

QString words(std::string_view text) {
  return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
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
  row->addWidget(makeCharts(), 1);
  row->addWidget(right_);
  connectCharts();
  connectDetails();
  addExports();
  connect(list_, &LossList::chosen, this, &LossesPage::choose);
  connect(list_, &LossList::keptChanged, this, [this](const QString& id, bool kept) {
    selection_.keep(id.toStdString(), kept);
    refresh();
  });
  connect(&session_, &Session::frameChanged, this, [this] {
    if (isVisible()) refreshCharts();
  });
  connect(&session_, &Session::experimentChanged, this, [this] {
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

QWidget* LossesPage::makeCharts() {
  for (std::size_t i = 0; i < mostAxes; ++i) {
    axisButtons_.push_back(addButton(tr("Axis"), {}, true));
    axes_->addButton(axisButtons_.back(), static_cast<int>(i));
  }
  samplesButton_ =
      addButton(tr("My data"), tr("Where the samples of the present run sit, and which of them pull"), true);
  samplesButton_->setText(tr("my data"));
  samplesButton_->setChecked(true);
  logButton_ = addButton(tr("Logarithmic"), tr("Values on a logarithmic scale (L)"), true);
  logButton_->setText(tr("log"));
  homeButton_ = addButton(tr("Home view"), tr("The axis as it was at the beginning (H)"), false);
  charts_->setHandleWidth(2);
  charts_->setChildrenCollapsible(false);
  const std::pair<FunctionChart*, int> shares[] = {{value_, 10}, {slope_, 5}, {curvature_, 5}};
  for (const auto& [chart, share] : shares) {
    charts_->addWidget(chart);
    charts_->setStretchFactor(charts_->count() - 1, share);
  }
  charts_->setSizes({340, 150, 170});
  value_->setAccessibleName(tr("Value of the losses"));
  slope_->setAccessibleName(tr("Slope of the losses"));
  curvature_->setAccessibleName(tr("Curvature of the losses"));
  for (FunctionChart* chart : {value_, slope_, curvature_}) {
    chart->setAccessibleDescription(
        tr("Drag the marker, or move it by the arrow keys; the wheel zooms along the axis."));
    chart->setToolTip(tr("Drag the marker to read the curves; the wheel zooms along the axis"));
  }
  return frame_;
}

void LossesPage::connectCharts() {
  for (FunctionChart* chart : {value_, slope_, curvature_}) {
    connect(chart, &FunctionChart::markerMoved, this, [this](double x) {
      selection_.view().marker = x;
      refreshCharts();
    });
    connect(chart, &FunctionChart::zoomed, this, &LossesPage::zoom);
  }
  connect(axes_, &QButtonGroup::idClicked, this, [this](int index) {
    selection_.setAxis(profileAxes(selection_.task())[static_cast<std::size_t>(index)].axis);
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
  connect(homeButton_, &QToolButton::clicked, this, &LossesPage::home);
  connect(frame_, &ViewFrame::fillRequested, this, &LossesPage::toggleFill);
}

void LossesPage::connectDetails() {
  connect(details_, &LossDetails::parameterChanged, this,
          [this](const QString& parameter, const Value& value) {
            try {
              selection_.setParameter(selection_.current(), parameter.toStdString(), value);
            } catch (const std::exception& error) {
              emit told(QString::fromUtf8(error.what()));
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
  addTableExport(frame_, tr("losses"), [this] { return lossTable(selection_); });
  addCopy(frame_, [this] { return readout_->asText(); });
}

// As high as they are in the window.
void LossesPage::paintCharts(QPainter& painter, const QRectF& area) const {
  painter.fillRect(area, theme_.plots.background);
  double whole = 0, top = area.top();
  for (const FunctionChart* chart : {value_, slope_, curvature_}) whole += chart->height();
  for (const FunctionChart* chart : {value_, slope_, curvature_}) {
    const double height = area.height() * chart->height() / whole;
    chart->paintTo(painter, QRectF(area.left(), top, area.width(), height));
    top += height;
  }
}

void LossesPage::choose(const QString& id) {
  selection_.choose(id.toStdString());
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
  refreshCharts();
}

void LossesPage::refreshCharts() {
  const RunFrame* frame = session_.frame().get();
  const LossScenes scenes = lossScenes(selection_, frame, theme_.plots);
  value_->setScene(scenes.value);
  slope_->setScene(scenes.slope);
  curvature_->setScene(scenes.curvature);
  readout_->show(markerText(selection_), lossReadings(selection_, theme_.plots));
  frame_->setCaption(samplesCaption(selection_, frame));
}

void LossesPage::zoom(double x, double factor) {
  selection_.zoom(x, factor);
  refreshCharts();
}

TakeOffer LossesPage::offer() const {
  const LossSpec& spec = selection_.spec();
  if (spec.metricOnly) return {tr("Measures only: it cannot train"), words(spec.avoid), false};
  const auto problem = session_.problem();
  if (problem && problem->dataset->task != spec.task)
    return {tr("For another kind of data"),
            tr("This loss is for %1, but the experiment is %2")
                .arg(words(toText(spec.task)), words(toText(problem->dataset->task))),
            false};
  if (session_.experiment().loss == selection_.choice(selection_.current()))
    return {tr("In use by the experiment"), tr("The experiment trains with this loss and these values"),
            false};
  return {tr("Use in the experiment"), tr("Train with this loss: weights stay, the run goes on from here"),
          true};
}

void LossesPage::take() {
  Experiment next = session_.experiment();
  next.loss = selection_.choice(selection_.current());
  session_.edit(next);
  emit told(tr("The experiment now trains with: %1.").arg(words(selection_.spec().title)));
  refresh();
}

void LossesPage::toggleLogarithmic() { logButton_->toggle(); }

void LossesPage::home() {
  selection_.resetView();
  refreshCharts();
}

void LossesPage::toggleFill() {
  filled_ = !filled_;
  left_->setVisible(!filled_);
  right_->setVisible(!filled_);
}

void LossesPage::focusView() {
  refresh();
  value_->setFocus();
}

void LossesPage::setTheme(const Theme& theme) {
  theme_ = theme;
  for (FunctionChart* chart : {value_, slope_, curvature_}) chart->setPlotStyle(theme.plots);
  left_->setFixedWidth(qRound(leftWidth * theme.plots.font.pixelSize()));
  right_->setFixedWidth(qRound(rightWidth * theme.plots.font.pixelSize()));
  frame_->setTheme(theme);
  details_->setTheme(theme);
  homeButton_->setIcon(themedIcon(QStringLiteral("home"), theme.icon, theme.disabledIcon));
  refresh();
}

}  // namespace lossarium::ui
