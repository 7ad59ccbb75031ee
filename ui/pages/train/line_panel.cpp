#include "ui/pages/train/line_panel.h"

#include "ui/shell/theme.h"
#include "ui/widgets/calculation.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/words.h"

#include <QFontMetricsF>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <limits>

namespace lossarium::ui {
namespace {

constexpr double notKnown = RunFrame::notKnown;
constexpr int lowPanel = 170;  // pixels: below that the axis along the line has its title beside the other

QString tr(const char* text) { return LinePanel::tr(text); }

QString splitName(const std::string& name) {
  if (name == "training") return tr("training");
  return name == "validation" ? tr("validation") : tr("test");
}

QColor splitColor(const std::string& name, const PlotStyle& style) {
  if (name == "training") return style.accent;
  return runColor(name == "validation" ? 0 : 2, style.dark);
}

struct Top {
  double t = 0, value = -std::numeric_limits<double>::infinity();
};

Top topOf(const LineValues& values, double from, double to) {
  Top top;
  for (Index i = 0; i < values.t.size(); ++i)
    if (values.t[i] >= from && values.t[i] <= to && values.values[i] > top.value)
      top = {values.t[i], values.values[i]};
  return top;
}

// Where the picture must show the curves whole: between the ends; or to where the step ends.
AxisRange focusOf(const LineReport& report) {
  if (!report.descent) return {0, 1};
  const GradientLine& found = *report.descent;
  AxisRange focus{0, 0};
  for (const double place : {found.step, found.turn})
    if (std::isfinite(place) && report.line.range.contains(place))
      focus = {std::min(focus.minimum, place), std::max(focus.maximum, place)};
  return focus.span() > 0 ? focus : AxisRange{report.line.range.minimum, report.line.range.maximum};
}

// Near a minimum the slopes of the splits are small beside what parts them: down the gradient the chart shows
// by how much each changes.
double zeroOf(const LineReport& report, const LineCurve& curve) {
  return report.descent ? curve.values.at(0) : 0;
}

// What rises far beyond the focus leaves the chart at its top; what is rounding does not fill it.
AxisRange heightsOf(const LineReport& report) {
  constexpr double beyond = 0.5, below = 0.08, forNames = 0.3, rounding = 1e-9;
  const AxisRange focus = focusOf(report);
  double low = std::numeric_limits<double>::infinity(), high = -low, highest = -low;
  for (const LineCurve& curve : report.curves)
    for (Index i = 0; i < curve.values.t.size(); ++i) {
      const double value = curve.values.values[i] - zeroOf(report, curve);
      if (!std::isfinite(value)) continue;
      low = std::min(low, value);
      highest = std::max(highest, value);
      if (focus.contains(curve.values.t[i])) high = std::max(high, value);
    }
  if (!(high >= low)) return {0, 1};
  high = std::min(highest, high + beyond * (high - low));
  const double size = std::abs(report.curves.front().values.at(0));
  const double span = std::max(high - low, rounding * (size > 0 ? size : 1));
  return sensibleRange(low - below * span, high + forNames * span);
}

std::vector<FunctionMark> marksOf(const LineReport& report) {
  std::vector<FunctionMark> marks;
  for (const LinePlace& place : report.line.places) marks.push_back({place.t, words(place.name)});
  const double step = report.descent ? report.descent->step : notKnown;
  const double turn = report.descent ? report.descent->turn : notKnown;
  if (report.line.range.contains(step)) marks.push_back({step, tr("as far as the next step")});
  std::vector<double> losses;
  for (const FunctionMark& mark : marks) losses.push_back(report.curves.front().values.at(mark.x));
  const int digits = digitsThatDiffer(losses, 3, 6);
  for (std::size_t i = 0; i < marks.size(); ++i)
    marks[i].label = tr("%1: %2").arg(marks[i].label, significant(losses[i], digits));
  if (report.line.range.contains(turn)) marks.push_back({turn, QStringLiteral("2/λ")});
  return marks;
}

QString descentInWords(const GradientLine& found) {
  if (!(found.curvature > 0))
    return tr("The loss bends down along it (λ = %1): no step is too long here.")
        .arg(numberText(found.curvature, 3));
  return tr("Here the loss bends by λ = %1 along this line. If it went on so, steps beyond 2/λ = %2 would "
            "end "
            "higher than they began.")
      .arg(numberText(found.curvature, 3), numberText(found.turn, 3));
}

// By how much the highest place between exceeds the higher end.
QString ridgeInWords(const LineReport& report) {
  constexpr double nothing = 1e-3;  // of the greater end
  const LineValues& values = report.curves.front().values;
  const double greater = std::max(values.at(0), values.at(1));
  const Top top = topOf(values, 0, 1);
  if (!(top.value - greater > nothing * std::abs(greater)))
    return tr("No ridge: nowhere between is the training loss above its higher end.");
  return tr("A ridge of %3 over the higher end, at %1 of the way, where training is %2.")
      .arg(numberText(top.t, 2), numberText(top.value, 3), numberText(top.value - greater, 3));
}

}  // namespace

QString lineInWords(const LineReport& report) {
  if (!report.refusal.empty()) return words(report.refusal);
  return report.descent ? descentInWords(*report.descent) : ridgeInWords(report);
}

LinePanel::LinePanel(QWidget* parent) : QWidget(parent), chart_(new FunctionChart(this)) {
  chart_->setAccessibleName(tr("Loss along a line"));
  chart_->setToolTip(tr(
      "The loss along a straight line through the space of weights: training as it is descended, penalty "
      "included, the other splits without. A drag, or ← and →, reads the curves at a place.\nNetworks from "
      "two starts may "
      "hold alike units in another order: then there is a ridge between them, whatever they have learnt."));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(chart_, 1);
  connect(chart_, &FunctionChart::markerMoved, this, &LinePanel::read);
}

void LinePanel::show(const LineReport& report, const QString& lossTitle) {
  report_ = report;
  lossTitle_ = lossTitle;
  chart_->setVisible(report.refusal.empty());
  draw();
  emit told(lineInWords(report));
}

void LinePanel::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  draw();
}

void LinePanel::draw() {
  if (report_.curves.empty()) return;
  FunctionScene scene;
  double width = 0;
  for (const LineCurve& each : report_.curves) {
    FunctionCurve curve{.name = splitName(each.name), .color = splitColor(each.name, style_), .points = {}};
    curve.strong = scene.curves.empty();
    for (Index i = 0; i < each.values.t.size(); ++i)
      curve.points.append({each.values.t[i], each.values.values[i] - zeroOf(report_, each)});
    width = std::max(width, QFontMetricsF(style_.font).horizontalAdvance(curve.name));
    scene.curves.push_back(std::move(curve));
  }
  scene.marks = marksOf(report_);
  const bool low = height() < lowPanel;
  const QString along = words(report_.line.label);
  const QString values = report_.descent ? tr("%1, change from here").arg(lossTitle_) : lossTitle_;
  scene.xTitle = low ? QString() : along;
  scene.yTitle = low ? tr("%1 over %2").arg(values, along) : values;
  scene.from = report_.line.range.minimum;
  scene.to = report_.line.range.maximum;
  scene.nameWidth = width + 14;
  scene.heights = heightsOf(report_);
  chart_->setScene(scene);
}

void LinePanel::read(double t) {
  if (report_.curves.empty()) return;
  chart_->setMarker(t);
  QStringList parts;
  for (const LineCurve& curve : report_.curves)
    parts << tr("%1 %2").arg(splitName(curve.name), numberText(curve.values.at(t), 4));
  emit told(tr("At %1: %2").arg(numberText(t, 3), parts.join(QStringLiteral(", "))));
}

void LinePanel::setTheme(const Theme& theme) {
  style_ = theme.plots;
  chart_->setPlotStyle(style_);
  draw();
}

QString LinePanel::asText() const {
  if (report_.curves.empty()) return lineInWords(report_);
  QString text = words(report_.line.label);
  for (const LineCurve& curve : report_.curves) text += QLatin1Char('\t') + splitName(curve.name);
  const Vector& t = report_.curves.front().values.t;
  for (Index i = 0; i < t.size(); ++i) {
    text += QLatin1Char('\n') + QString::number(t[i], 'g', 17);
    for (const LineCurve& curve : report_.curves)
      text += QLatin1Char('\t') + QString::number(curve.values.values[i], 'g', 17);
  }
  return text + QLatin1Char('\n');
}

}  // namespace lossarium::ui
