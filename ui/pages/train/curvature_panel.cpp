#include "ui/pages/train/curvature_panel.h"

#include "ui/pages/train/number_grid.h"
#include "ui/plots/function_chart.h"
#include "ui/shell/theme.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/slider.h"
#include "ui/widgets/words.h"

#include <QFontMetricsF>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <cmath>

namespace lossarium::ui {
namespace {

constexpr int digits = 3;
constexpr int spectrumFrom = 230;  // pixels of height
constexpr int dialSteps = 300;     // three decades
constexpr double leastRadius = 1e-3, usualRadius = 0.05;

QString tr(const char* text) { return CurvaturePanel::tr(text); }

QString trace(const CurvatureFacts& facts) {
  const QString value = numberText(facts.trace, digits);
  return facts.traceError > 0 ? tr("%1 ± %2").arg(value, numberText(facts.traceError, 2)) : value;
}

std::vector<NamedNumbers> hessianRows(const CurvatureReport& report) {
  const CurvatureFacts& facts = report.facts;
  return {
      {tr("Largest curvature λmax"),
       tr("The largest eigenvalue of the Hessian: the second derivatives of the training loss, penalty "
          "included, by the weights as they are. At kinks (relu, MAE) that between them."),
       {numberText(facts.largest, digits)}},
      {tr("Smallest λmin"),
       tr("The smallest eigenvalue; below 0 the loss bends down in some direction, as on a saddle."),
       {numberText(facts.smallest, digits)}},
      {tr("Trace"),
       tr("The sum of all eigenvalues. Up to 256 weights it is exact; beyond, Hutchinson's estimate from 64 "
          "random vectors of signs, always the same, with its standard error."),
       {trace(facts)}},
      {tr("Condition number"),
       facts.whyNoCondition.empty()
           ? tr("λmax / λmin: how much steeper the steepest valley is than the flattest. The larger, the "
                "longer gradient descent takes.")
           : tr("λmax / λmin. There is none here: %1").arg(words(facts.whyNoCondition)),
       {numberText(facts.condition, digits)}}};
}

std::vector<NamedNumbers> withinRows(const CurvatureReport& report, const Place& place) {
  const QString rule = words(place.problem->optimizer->stableRateRule());
  return {
      {tr("Bearable at this rate"),
       rule.isEmpty()
           ? tr("The curvature up to which steps are stable: there is no such rule for this optimiser.")
           : tr("The curvature up to which steps at the present learning rate do not grow. Rule: rate up to "
                "%1.")
                 .arg(rule),
       {numberText(report.bearable, digits)}},
      {riseWithin(report.radius),
       tr("The most by which the training loss rises where the weights go no further than ρ, a length in "
          "weights (Foret et al. 2021). Found by climbing: it is at least so much."),
       {numberText(report.rawRise, digits)}},
      {tr("– filter by filter"),
       tr("The same where each unit's weights, and each layer's biases, go no further than ρ times their own "
          "length (after Li et al. 2018): rescaling a layer does not change it."),
       {numberText(report.filterRise, digits)}}};
}

// Most curvatures of a network are near 0, and a few stand out.
FunctionScene spectrumScene(const CurvatureReport& report, const PlotStyle& style) {
  const Vector& spectrum = report.facts.spectrum;
  const auto count = static_cast<double>(spectrum.size());
  FunctionScene scene;
  FunctionCurve all{.name = tr("curvature"), .color = style.accent, .points = {}, .strong = true};
  for (Index i = 0; i < spectrum.size(); ++i)
    for (const double side : {0.5, 1.5}) all.points.append({static_cast<double>(i) + side, spectrum[i]});
  scene.curves.push_back(std::move(all));
  if (std::isfinite(report.bearable))
    scene.curves.push_back({.name = tr("bearable"),
                            .color = style.mutedText,
                            .points = {{0.5, report.bearable}, {count + 0.5, report.bearable}}});
  scene.xTitle = tr("eigenvalues of the Hessian, the largest first");
  scene.from = 0.5;
  scene.to = count + 0.5;
  scene.nameWidth = QFontMetricsF(style.font).horizontalAdvance(tr("curvature")) + 14;
  return scene;
}

}  // namespace

QString stabilityInWords(const CurvatureReport& report, const Place& place) {
  if (!std::isfinite(report.facts.largest)) return tr("The curvature is not known here.");
  if (std::isnan(report.bearable))
    return tr("%1 has no rule for a stable learning rate: curvature alone does not decide.")
        .arg(words(place.problem->optimizer->spec().title));
  const QString most = numberText(report.facts.largest, digits),
                bearable = numberText(report.bearable, digits);
  if (report.facts.largest > report.bearable)
    return tr("Not stable: λmax = %1 is above %2, so steps across the steepest valley grow.")
        .arg(most, bearable);
  return tr("Stable: λmax = %1 is below %2, which this learning rate can bear.").arg(most, bearable);
}

CurvaturePanel::CurvaturePanel(QWidget* parent)
    : QWidget(parent),
      hessian_(new NumberGrid({}, this)),
      within_(new NumberGrid({}, this)),
      spectrum_(new FunctionChart(this)),
      dial_(new Slider(this)),
      dialValue_(new QLabel(this)),
      dialRow_(makeDial()) {
  auto* right = new QVBoxLayout;
  right->setSpacing(2);
  right->addWidget(within_);
  right->addWidget(dialRow_);
  right->addStretch(1);
  auto* left = new QVBoxLayout;
  left->addWidget(hessian_);
  left->addStretch(1);
  auto* row = new QHBoxLayout;
  row->setSpacing(24);
  row->addLayout(left, 1);
  row->addLayout(right, 1);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 4, 0, 0);
  column->setSpacing(4);
  column->addLayout(row);
  column->addWidget(spectrum_, 1);
  spectrum_->setAccessibleName(tr("Spectrum of the Hessian"));
  spectrum_->setToolTip(
      tr("All curvatures, a step each: how few directions bend, and what the rate can bear"));
  spectrum_->setFocusPolicy(Qt::NoFocus);
  spectrum_->hide();
  column->addStretch(0);
}

QWidget* CurvaturePanel::makeDial() {
  auto* dial = new QWidget(this);
  auto* row = new QHBoxLayout(dial);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(8);
  row->addWidget(new QLabel(QStringLiteral("ρ"), dial));
  row->addWidget(dial_, 1);
  row->addWidget(dialValue_);
  dial_->setAccessibleName(tr("Radius"));
  dial->setToolTip(tr("How far the weights may go: a length in weights, or a share of each unit's own."));
  dial_->setRange(0, dialSteps);
  const auto tell = [this] { dialValue_->setText(numberText(radius(), 2)); };
  connect(dial_, &Slider::valueChanged, this, [this, tell] {
    tell();
    emit radiusChanged();
  });
  dial_->setValue(qRound(dialSteps / 3.0 * std::log10(usualRadius / leastRadius)));
  dialValue_->setMinimumWidth(dialValue_->fontMetrics().horizontalAdvance(QStringLiteral("0.000")));
  dialValue_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
  return dial;
}

// As round as it is shown.
double CurvaturePanel::radius() const {
  const double exact = leastRadius * std::pow(10.0, 3.0 * dial_->value() / dialSteps);
  return QString::number(exact, 'g', 2).toDouble();
}

void CurvaturePanel::show(const CurvatureReport& report, const Place& place) {
  hessian_->show(hessianRows(report));
  within_->show(withinRows(report, place));
  report_ = report;
  draw();
  emit told(stabilityInWords(report, place));
}

void CurvaturePanel::draw() {
  const bool known = report_ && report_->facts.spectrum.size() > 1;
  spectrum_->setVisible(known && height() >= spectrumFrom);
  if (known) spectrum_->setScene(spectrumScene(*report_, style_));
}

void CurvaturePanel::setTheme(const Theme& theme) {
  style_ = theme.plots;
  spectrum_->setPlotStyle(style_);
  draw();
}

void CurvaturePanel::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  enlargeNumbers(*this);
  dialRow_->setMaximumWidth(within_->maximumWidth());
  draw();
}

QString CurvaturePanel::asText() const {
  return hessian_->asText() + within_->asText() + QStringLiteral("ρ\t") + dialValue_->text() +
         QLatin1Char('\n');
}

}  // namespace lossarium::ui
