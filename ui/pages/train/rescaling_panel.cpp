#include "ui/pages/train/rescaling_panel.h"

#include "ui/pages/train/number_grid.h"
#include "ui/plots/function_chart.h"
#include "ui/plots/plot_marks.h"
#include "ui/shell/theme.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/slider.h"

#include <QFontMetricsF>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStackedLayout>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace lossarium::ui {
namespace {

constexpr int dialEnd = 100;  // 1/100 … 100 by hundredths of a decade and a fiftieth
constexpr double dialDecades = 2;
constexpr int digits = 3;
constexpr int chartsFrom = 210;  // pixels of height

FunctionCurve curveOf(const QString& name, const QColor& color, const LineValues& values, bool strong) {
  FunctionCurve curve{.name = name, .color = color, .points = {}, .strong = strong};
  for (Index i = 0; i < values.t.size(); ++i) curve.points.append({values.t[i], values.values[i]});
  return curve;
}

// So that the profile before fills the chart: what is steeper leaves it at the top.
AxisRange heightsOf(const LineValues& before) {
  double low = INFINITY, high = -INFINITY;
  for (const double value : before.values) {
    if (!std::isfinite(value)) continue;
    low = std::min(low, value);
    high = std::max(high, value);
  }
  if (!(high >= low)) return {0, 1};
  const double span = high - low;
  return sensibleRange(low - 0.12 * span, high + 0.12 * span);
}

FunctionScene sceneOf(const LineValues& before, const LineValues& after, const QString& title,
                      const PlotStyle& style) {
  FunctionScene scene;
  const QString first = RescalingPanel::tr("before"), second = RescalingPanel::tr("after");
  scene.curves = {curveOf(first, mixed(style.mutedText, style.background, 0.2), before, false),
                  curveOf(second, style.accent, after, true)};
  scene.yTitle = title;
  scene.from = before.t[0];
  scene.to = before.t[before.t.size() - 1];
  scene.nameWidth = QFontMetricsF(style.font).horizontalAdvance(first) + 14;
  scene.heights = heightsOf(before);
  return scene;
}

}  // namespace

RescalingPanel::RescalingPanel(QWidget* parent)
    : QWidget(parent),
      raw_(new FunctionChart(this)),
      filter_(new FunctionChart(this)),
      numbers_(new NumberGrid({tr("before"), tr("after")}, this)),
      dial_(new Slider(this)),
      dialValue_(new QLabel(this)),
      layerButton_(new QToolButton(this)),
      why_(new QLabel(this)),
      words_(new ElidedLabel(6, {}, this)),
      charts_(new QWidget(this)),
      dialRow_(makeDial()),
      invitation_(makeInvitation()),
      pictures_(makePictures()),
      stack_(new QStackedLayout(this)) {
  stack_->addWidget(invitation_);
  stack_->addWidget(pictures_);
}

QWidget* RescalingPanel::makeInvitation() {
  auto* invitation = new QWidget(this);
  why_->setWordWrap(true);
  auto* button = new QPushButton(tr("A network that can"));
  button->setAccessibleName(tr("Open the example of a network whose layers can be rescaled"));
  button->setToolTip(tr("Opens an example with relu units; undo brings back what is here."));
  connect(button, &QPushButton::clicked, this, &RescalingPanel::exampleWanted);
  auto* row = new QHBoxLayout(invitation);
  row->setContentsMargins(0, 4, 0, 4);
  row->setSpacing(16);
  row->addWidget(why_, 1);
  row->addWidget(button, 0, Qt::AlignVCenter);
  return invitation;
}

QWidget* RescalingPanel::makeDial() {
  auto* dial = new QWidget(this);
  dial->setToolTip(
      tr("Weights and biases of this layer times α, weights of the next divided by α: with relu and its kin "
         "the network computes the same."));
  layerButton_->setObjectName(QStringLiteral("quiet"));
  layerButton_->setFocusPolicy(Qt::TabFocus);
  layerButton_->setAccessibleName(tr("Layer that is rescaled"));
  layerButton_->setToolTip(tr("Which layer is rescaled: a press takes the next"));
  connect(layerButton_, &QToolButton::clicked, this, &RescalingPanel::nextLayer);
  dial_->setAccessibleName(tr("Factor of the layer"));
  dial_->setRange(-dialEnd, dialEnd);
  connect(dial_, &Slider::valueChanged, this, [this] {
    tellDial();
    emit changed();
  });
  dialValue_->setMinimumWidth(dialValue_->fontMetrics().horizontalAdvance(QStringLiteral("α = 1/100")));
  dialValue_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
  auto* row = new QHBoxLayout(dial);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(8);
  row->addWidget(layerButton_);
  row->addWidget(dial_, 1);
  row->addWidget(dialValue_);
  tellDial();
  return dial;
}

QWidget* RescalingPanel::makePictures() {
  auto* pictures = new QWidget(this);
  raw_->setAccessibleName(tr("Loss along a raw random direction"));
  raw_->setToolTip(
      tr("Along one random direction, as long as all weights before: the same before (grey) and after."));
  filter_->setAccessibleName(tr("Loss along the same direction, filter by filter"));
  filter_->setToolTip(
      tr("Along the same draw, each unit's part made as long as its weights: grey before, and after on it."));
  words_->setObjectName(QStringLiteral("caption"));
  words_->setToolTip(
      tr("Flat is no law of good: by rescaling, a network that computes the same has any raw sharpness one "
         "likes (Dinh et al. 2017). What is measured filter by filter does not change (Li et al. 2018)."));
  auto* charts = new QHBoxLayout(charts_);
  charts->setContentsMargins(0, 0, 0, 0);
  charts->setSpacing(16);
  charts->addWidget(raw_, 1);
  charts->addWidget(filter_, 1);
  auto* column = new QVBoxLayout(pictures);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(2);
  column->addWidget(charts_, 1);
  column->addWidget(numbers_);
  column->addWidget(words_);
  column->addStretch(0);
  for (FunctionChart* chart : {raw_, filter_}) chart->setFocusPolicy(Qt::NoFocus);
  charts_->hide();
  return pictures;
}

void RescalingPanel::setModel(const QString& why, Index layers) {
  why_->setText(why);
  applies_ = why.isEmpty();
  stack_->setCurrentWidget(why.isEmpty() ? pictures_ : invitation_);
  layers_ = std::max<Index>(1, layers);
  layer_ = std::min(layer_, layers_);
  layerButton_->setVisible(layers_ > 1);
  layerButton_->setText(tr("Layer %1").arg(layer_));
}

void RescalingPanel::nextLayer() {
  layer_ = layer_ % layers_ + 1;
  layerButton_->setText(tr("Layer %1").arg(layer_));
  emit changed();
}

double RescalingPanel::factor() const {
  const double power = dialDecades * std::abs(dial_->value()) / dialEnd;
  const double times = QString::number(std::pow(10.0, power), 'g', 2).toDouble();
  return dial_->value() < 0 ? 1 / times : times;
}

void RescalingPanel::tellDial() {
  const double times = factor();
  dialValue_->setText(times < 1 ? tr("α = 1/%1").arg(QString::number(std::round(1 / times * 10) / 10))
                                : tr("α = %1").arg(QString::number(times, 'g', 3)));
}

void RescalingPanel::show(const RescalingReport& report) {
  report_ = report;
  const auto text = [](double number) {
    return number >= 1000 ? groupedEpoch(std::round(number)) : numberText(number, digits);
  };
  const auto row = [&text](const QString& name, const QString& hint, double before, double after) {
    return NamedNumbers{name, hint, {text(before), text(after)}};
  };
  numbers_->show({row(tr("Loss"), tr("Of the training rows, without the penalty, which does change"),
                      report.before.loss, report.after.loss),
                  row(tr("Largest curvature λmax"), tr("By the weights as they are"), report.before.largest,
                      report.after.largest),
                  row(riseWithin(report.radius), tr("Sharpness within a radius in weights (see Curvature)"),
                      report.before.rawRise, report.after.rawRise),
                  row(tr("– filter by filter"), tr("Sharpness within a share of each unit's own length"),
                      report.before.filterRise, report.after.filterRise)});
  tell();
  draw();
}

void RescalingPanel::tell() {
  if (!report_) return;
  if (report_->factor != 1)
    words_->setText(tr("No prediction differs by more than %1: the same function, as sharp as one likes.")
                        .arg(numberText(report_->predictionChange, 2)));
  else if (height() < chartsFrom)
    words_->setText(tr("Turn α: the network computes the same. Is it as sharp? F shows the profiles."));
  else
    words_->setText(tr("Turn α: the network computes the same. Is it as sharp?"));
}

// In a low panel the numbers come first.
void RescalingPanel::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  enlargeNumbers(*this);
  charts_->setVisible(height() >= chartsFrom);
  tell();
}

void RescalingPanel::draw() {
  if (!report_) return;
  raw_->setScene(sceneOf(report_->before.raw, report_->after.raw, tr("raw direction"), style_));
  filter_->setScene(sceneOf(report_->before.filter, report_->after.filter, tr("filter by filter"), style_));
}

void RescalingPanel::setTheme(const Theme& theme) {
  style_ = theme.plots;
  for (FunctionChart* chart : {raw_, filter_}) chart->setPlotStyle(style_);
  draw();
}

QString RescalingPanel::asText() const {
  if (stack_->currentWidget() == invitation_) return why_->text();
  return tr("Layer %1").arg(layer_) + QLatin1Char('\t') + dialValue_->text() + QLatin1Char('\n') +
         numbers_->asText() + words_->text() + QLatin1Char('\n');
}

}  // namespace lossarium::ui
