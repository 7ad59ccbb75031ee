#include "ui/plots/axis_ticks.h"

#include "core/base/number_text.h"

#include <QCategoryAxis>
#include <QChart>
#include <QFontMetricsF>
#include <QGraphicsLayout>
#include <QLegend>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace lossarium::ui {
namespace {

constexpr int smallestPower = -4;  // that a reading writes as a decimal fraction

constexpr double largest = 1e300;
constexpr QChar minusSign(0x2212);

double niceStep(double span, int about) {
  const double raw = span / std::max(about, 1);
  const double magnitude = std::pow(10.0, std::floor(std::log10(raw)));
  for (const double multiple : {1.0, 2.0, 2.5, 5.0})
    if (raw <= multiple * magnitude * (1 + 1e-9)) return multiple * magnitude;
  return 10 * magnitude;
}

int decimalsOf(double step) {
  constexpr int most = 12;
  for (int decimals = 0; decimals < most; ++decimals) {
    const double scaled = step * std::pow(10.0, decimals);
    if (scaled > 0.5 && std::abs(scaled - std::round(scaled)) < 1e-6 * scaled) return decimals;
  }
  return most;
}

int exponentOf(double value) {
  return value == 0 ? 0 : static_cast<int>(std::floor(std::log10(std::abs(value)) + 1e-12));
}

QString withRealMinus(QString text) { return text.replace(QLatin1Char('-'), minusSign); }

QString fixedNumber(double value, int decimals) {
  const bool vanishes = std::abs(value) < 0.5 * std::pow(10.0, -decimals);
  return withRealMinus(QString::number(vanishes ? 0.0 : value, 'f', decimals));
}

QString powerOfTen(int exponent) {
  static const QString digits = QStringLiteral("⁰¹²³⁴⁵⁶⁷⁸⁹");
  QString power = QStringLiteral("10");
  if (exponent < 0) power += QChar(0x207b);
  for (const QChar digit : QString::number(std::abs(exponent))) power += digits[digit.digitValue()];
  return power;
}

QString withPower(const QString& mantissa, int exponent) {
  return mantissa + QChar(0x00d7) + powerOfTen(exponent);
}

double leastStep(const std::vector<double>& ticks) {
  if (ticks.size() < 2) return ticks.empty() || ticks[0] == 0 ? 1.0 : std::abs(ticks[0]);
  double step = largest;
  for (std::size_t i = 1; i < ticks.size(); ++i) step = std::min(step, ticks[i] - ticks[i - 1]);
  return step;
}

double largestSize(const std::vector<double>& ticks) {
  double size = 0;
  for (const double tick : ticks) size = std::max(size, std::abs(tick));
  return size;
}

constexpr double edge = 8;

QRectF captionBounds(const PlotStyle& style, const QString& caption, double width) {
  if (caption.isEmpty()) return {};
  const QFontMetricsF metrics(scaledFont(style.font, 0.88));
  return metrics.boundingRect(QRectF(0, 0, std::max(100.0, width - 2 * edge), 1000), Qt::TextWordWrap,
                              caption);
}

bool wantsPower(double size) { return size >= 1e6 || (size > 0 && size < 1e-3); }

AxisRange sensibleLogRange(double minimum, double maximum) {
  if (!(maximum > 0)) return {0.1, 1};
  const double top = std::min(maximum, largest);
  const double bottom = minimum > 0 ? std::clamp(minimum, 1e-300, top) : top / 1000;
  return top / bottom > 1 + 1e-9 ? AxisRange{bottom, top} : AxisRange{bottom / 2, top * 2};
}

/// 1, 2 and 5 within each decade, or 1 only in every `stride`-th.
std::vector<double> decadeTicks(AxisRange range, bool fine, int stride) {
  std::vector<double> ticks;
  const int last = exponentOf(range.maximum);
  for (int exponent = exponentOf(range.minimum); exponent <= last; ++exponent) {
    if (exponent % stride != 0) continue;
    for (const double multiple : {1.0, 2.0, 5.0}) {
      const double tick = multiple * std::pow(10.0, exponent);
      if (tick >= range.minimum * (1 - 1e-9) && tick <= range.maximum * (1 + 1e-9)) ticks.push_back(tick);
      if (!fine) break;
    }
  }
  return ticks;
}

AxisRange niceLogRange(AxisRange data) {
  const auto snapped = [](double power, bool up) {
    const double decade = std::floor(power + 1e-9);
    const double rest = power - decade;
    double below = 0;
    for (const double step : {0.0, std::log10(2.0), std::log10(5.0), 1.0}) {
      if (up && rest <= step + 1e-9) return decade + step;
      if (rest >= step - 1e-9) below = step;
    }
    return decade + below;
  };
  const double widen = data.span() < 0.3 ? 0.15 : 0;
  return {snapped(data.minimum - widen, false), snapped(data.maximum + widen, true)};
}

}  // namespace

QPointF PlotScale::toPixel(QPointF value) const {
  return {area.left() + (value.x() - x.minimum) / x.span() * area.width(),
          area.bottom() - (value.y() - y.minimum) / y.span() * area.height()};
}

QPointF PlotScale::toValue(QPointF pixel) const {
  return {x.minimum + (pixel.x() - area.left()) / std::max(area.width(), 1.0) * x.span(),
          y.minimum + (area.bottom() - pixel.y()) / std::max(area.height(), 1.0) * y.span()};
}

AxisRange sensibleRange(double minimum, double maximum) {
  if (std::isnan(minimum) || std::isnan(maximum)) return {};
  const double low = std::clamp(std::min(minimum, maximum), -largest, largest);
  const double high = std::clamp(std::max(minimum, maximum), -largest, largest);
  const double size = std::max(std::abs(low), std::abs(high));
  if (size < 1e-290) return high > low ? AxisRange{-1e-290, 1e-290} : AxisRange{-1, 1};
  // Ticks closer than this would carry a dozen digits each, and soon the same ones.
  if (high - low >= 1e-9 * size) return {low, high};
  const double middle = low / 2 + high / 2;
  return {middle - 0.1 * size, middle + 0.1 * size};
}

AxisRange niceRange(double minimum, double maximum, int about) {
  const AxisRange range = sensibleRange(minimum, maximum);
  const double step = niceStep(range.span(), about);
  return {std::floor(range.minimum / step + 1e-9) * step, std::ceil(range.maximum / step - 1e-9) * step};
}

AxisRange steadyRange(AxisRange current, AxisRange data, bool logarithmic) {
  if (!(data.minimum <= data.maximum)) return current;
  if (logarithmic) {
    const bool filled = data.span() >= 0.4 * current.span();
    return current.contains(data.minimum) && current.contains(data.maximum) && filled ? current
                                                                                      : niceLogRange(data);
  }
  // From zero, unless that would squeeze the curve into the upper third.
  if (data.minimum >= 0 && data.minimum < 0.7 * data.maximum) data.minimum = 0;
  const bool filled = data.span() >= 0.4 * current.span();
  const bool held = current.contains(data.minimum) && current.contains(data.maximum);
  if (data.minimum == 0 && data.maximum == 0) data.maximum = 1;  // nothing yet: it will grow
  return held && filled && current.span() > 0 ? current : niceRange(data.minimum, data.maximum, 5);
}

std::vector<double> niceTicks(double minimum, double maximum, int about) {
  const AxisRange range = sensibleRange(minimum, maximum);
  const double step = niceStep(range.span(), about);
  const double last = std::floor(range.maximum / step + 1e-9);
  std::vector<double> ticks;
  for (double i = std::ceil(range.minimum / step - 1e-9); i <= last; ++i)
    ticks.push_back(i == 0 ? 0 : i * step);
  return ticks;
}

std::vector<double> niceLogTicks(double minimum, double maximum, int about) {
  const AxisRange range = sensibleLogRange(minimum, maximum);
  const int wanted = std::max(about, 2);
  const int decades = static_cast<int>(decadeTicks(range, false, 1).size());
  const bool fine = 3 * (decades - 1) < wanted;
  const int stride = fine ? 1 : (decades + wanted - 1) / wanted;
  std::vector<double> ticks = decadeTicks(range, fine, stride);
  if (ticks.size() >= 3) return ticks;
  const std::vector<double> even = niceTicks(range.minimum, range.maximum, about);
  if (even.size() >= 2 && even.size() > ticks.size()) return even;
  const std::vector<double> halves = decadeTicks(range, true, 1);
  return halves.size() > even.size() ? halves : even;
}

QStringList tickLabels(const std::vector<double>& ticks) {
  const double size = largestSize(ticks);
  const double step = leastStep(ticks);
  const int exponent = wantsPower(size) ? exponentOf(size) : 0;
  const double unit = std::pow(10.0, exponent);
  const int decimals = decimalsOf(step / unit);
  QStringList labels;
  for (const double tick : ticks) {
    const QString mantissa = fixedNumber(tick / unit, tick == 0 && exponent != 0 ? 0 : decimals);
    labels += exponent == 0 || tick == 0 ? mantissa : withPower(mantissa, exponent);
  }
  return labels;
}

QStringList logTickLabels(const std::vector<double>& ticks) {
  const auto mantissa = [](double tick) {
    return std::round(tick / std::pow(10.0, exponentOf(tick)) * 1e6) / 1e6;
  };
  const auto isStep = [&](double tick) {
    return tick > 0 && (mantissa(tick) == 1 || mantissa(tick) == 2 || mantissa(tick) == 5);
  };
  if (ticks.empty() || !std::all_of(ticks.begin(), ticks.end(), isStep)) return tickLabels(ticks);
  const bool plain = ticks.front() > 0.9e-3 && ticks.back() < 1.1e4;
  QStringList labels;
  for (const double tick : ticks) {
    if (plain)
      labels += readableNumber(tick);
    else if (mantissa(tick) == 1)
      labels += powerOfTen(exponentOf(tick));
    else
      labels += withPower(QString::number(mantissa(tick)), exponentOf(tick));
  }
  return labels;
}

QString readableNumber(double value, int digits) {
  if (std::isnan(value)) return QStringLiteral("NaN");
  return QString::fromStdString(lossarium::readableNumber(value, digits, smallestPower));
}

QCategoryAxis* addLabelledAxis(QChart& chart, Qt::Alignment side) {
  auto* axis = new QCategoryAxis(&chart);
  axis->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
  axis->setTruncateLabels(false);
  chart.addAxis(axis, side);
  return axis;
}

void applyTicks(QCategoryAxis& axis, AxisRange range, const std::vector<double>& places,
                const QStringList& labels) {
  const QStringList old = axis.categoriesLabels();
  bool same = old == labels;
  for (qsizetype i = 0; same && i < old.size(); ++i)
    same = axis.endValue(old[i]) == places[static_cast<std::size_t>(i)];
  if (!same) {
    for (const QString& label : old) axis.remove(label);
    axis.setStartValue(places.empty() ? range.minimum : places.front());
    for (qsizetype i = 0; i < labels.size(); ++i) axis.append(labels[i], places[static_cast<std::size_t>(i)]);
  }
  if (axis.min() != range.minimum || axis.max() != range.maximum) axis.setRange(range.minimum, range.maximum);
}

QSizeF spareRoom(const QSizeF& room, AxisRange x, AxisRange y) {
  constexpr double unlike = 2;
  const double wanted = x.span() / y.span();
  if (!(wanted <= unlike && wanted >= 1 / unlike) || room.width() < 1 || room.height() < 1) return {0, 0};
  return {std::max(0.0, room.width() - wanted * room.height()),
          std::max(0.0, room.height() - room.width() / wanted)};
}

TickCounts tickCounts(const QSizeF& chart, const QFont& font) {
  const double line = QFontMetricsF(font).height();
  return {std::clamp(static_cast<int>(chart.width() / (5 * line)), 2, 10),
          std::clamp(static_cast<int>(chart.height() / (3.2 * line)), 2, 6)};
}

QFont scaledFont(QFont font, double factor) {
  if (font.pointSizeF() > 0)
    font.setPointSizeF(font.pointSizeF() * factor);
  else
    font.setPixelSize(std::max(1, static_cast<int>(std::lround(font.pixelSize() * factor))));
  return font;
}

void styleChart(QChart& chart, const PlotStyle& style) {
  chart.legend()->hide();
  chart.setAnimationOptions(QChart::NoAnimation);
  // Else margins that were chosen for another size could keep the chart larger than its view.
  chart.setMinimumSize(1, 1);
  chart.setBackgroundRoundness(0);
  chart.setBackgroundPen(Qt::NoPen);
  chart.setBackgroundBrush(style.background);
  chart.layout()->setContentsMargins(0, 0, 0, 0);
  for (QAbstractAxis* axis : chart.axes()) {
    axis->setGridLinePen(QPen(style.grid, 1));
    axis->setLinePen(QPen(style.outline, 1));
    axis->setLabelsFont(style.font);
    axis->setLabelsBrush(style.mutedText);
    axis->setTitleFont(style.font);
    axis->setTitleBrush(style.text);
  }
}

QMargins titleMargins(const PlotTitles& titles, const PlotStyle& style, double width, int right) {
  const double line = QFontMetricsF(style.font).height();
  const double caption = captionBounds(style, titles.caption, width).height();
  const double foot = (titles.x.isEmpty() ? 0 : line) + (caption > 0 ? caption + 3 : 0) + 3;
  return {4, static_cast<int>(std::ceil(line + 10)), right, static_cast<int>(std::ceil(foot))};
}

void paintTitles(QPainter& painter, const QRectF& whole, const QRectF& area, const PlotTitles& titles,
                 const PlotStyle& style) {
  const QFontMetricsF metrics(style.font);
  const double width = whole.width() - 2 * edge;
  const double caption = captionBounds(style, titles.caption, whole.width()).height();
  const double foot = whole.bottom() - 5 - (caption > 0 ? caption + 3 : 0);
  painter.setFont(style.font);
  painter.setPen(style.text);
  painter.drawText(QPointF(whole.left() + edge, whole.top() + 4 + metrics.ascent()),
                   metrics.elidedText(titles.y, Qt::ElideRight, width));
  const QString x = metrics.elidedText(titles.x, Qt::ElideRight, width);
  painter.drawText(QRectF(area.left(), foot - metrics.height(), area.width(), metrics.height()),
                   Qt::AlignCenter | Qt::TextDontClip, x);
  painter.setFont(scaledFont(style.font, 0.88));
  painter.setPen(style.mutedText);
  painter.drawText(QRectF(whole.left() + edge, foot + 3, width, caption), Qt::TextWordWrap, titles.caption);
}

void paintOnPaper(QPainter& painter, QPointF baseline, const QString& text, const QColor& color,
                  QColor paper) {
  const QFontMetricsF metrics(painter.font());
  paper.setAlpha(205);
  painter.fillRect(QRectF(baseline.x() - 2, baseline.y() - metrics.ascent() + 1,
                          metrics.horizontalAdvance(text) + 4, metrics.height() - 2),
                   paper);
  painter.setPen(color);
  painter.drawText(baseline, text);
}

std::vector<double> spreadLabels(const std::vector<double>& centres, double height, double top,
                                 double bottom) {
  const std::size_t count = centres.size();
  std::vector<std::size_t> order(count);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return centres[a] < centres[b]; });
  // Shifted by its rank times the height, each centre only has to be no less than the one before: pool those
  // that are.
  struct Pool {
    double sum;
    std::size_t size;
    double mean() const { return sum / static_cast<double>(size); }
  };
  std::vector<Pool> pools;
  for (std::size_t rank = 0; rank < count; ++rank) {
    pools.push_back({centres[order[rank]] - static_cast<double>(rank) * height, 1});
    while (pools.size() > 1 && pools[pools.size() - 2].mean() > pools.back().mean()) {
      const Pool last = pools.back();
      pools.pop_back();
      pools.back() = {pools.back().sum + last.sum, pools.back().size + last.size};
    }
  }
  const double first = top + height / 2;
  const double last = std::max(first, bottom - height / 2 - (static_cast<double>(count) - 1) * height);
  std::vector<double> result(count);
  std::size_t rank = 0;
  for (const Pool& pool : pools)
    for (std::size_t i = 0; i < pool.size; ++i, ++rank)
      result[order[rank]] = std::clamp(pool.mean(), first, last) + static_cast<double>(rank) * height;
  return result;
}

void paintReadout(QPainter& painter, const QRectF& area, QPointF anchor, const std::vector<ReadoutRow>& rows,
                  const PlotStyle& style) {
  const QFontMetricsF metrics(style.font);
  const double pad = 8, swatch = 14, gap = 14, line = metrics.height() + 1;
  double label = 0, value = 0;
  bool swatches = false;
  for (const ReadoutRow& row : rows) {
    swatches = swatches || row.color.isValid();
    label = std::max(label, metrics.horizontalAdvance(row.label));
    value = std::max(value, metrics.horizontalAdvance(row.value));
  }
  const double indent = swatches ? swatch : 0;
  QRectF box(0, 0, 2 * pad + indent + label + (value > 0 ? gap + value : 0),
             2 * pad - 4 + line * static_cast<double>(rows.size()));
  box.moveTopLeft(anchor + QPointF(12, -box.height() / 2));
  if (box.right() > area.right()) box.moveRight(anchor.x() - 12);
  box.moveTop(
      std::clamp(box.top(), area.top() + 2, std::max(area.top() + 2, area.bottom() - box.height() - 2)));
  box.moveLeft(std::max(box.left(), area.left() + 2));

  QColor paper = style.background;
  paper.setAlpha(248);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setFont(style.font);
  painter.setPen(QPen(style.outline, 1));
  painter.setBrush(paper);
  painter.drawRoundedRect(box, 4, 4);
  double baseline = box.top() + pad - 2 + metrics.ascent();
  for (const ReadoutRow& row : rows) {
    if (row.color.isValid()) {
      painter.setPen(Qt::NoPen);
      painter.setBrush(row.color);
      painter.drawEllipse(QPointF(box.left() + pad + 4, baseline - metrics.xHeight() / 2), 4, 4);
    }
    painter.setPen(row.value.isEmpty() ? style.text : style.mutedText);
    painter.drawText(QPointF(box.left() + pad + indent, baseline), row.label);
    painter.setPen(style.text);
    painter.drawText(QPointF(box.right() - pad - metrics.horizontalAdvance(row.value), baseline), row.value);
    baseline += line;
  }
}

}  // namespace lossarium::ui
