#include "ui/plots/color_bar.h"

#include "ui/plots/plot_marks.h"
#include "ui/plots/surface_text.h"

#include <QFontMetricsF>
#include <QLinearGradient>
#include <QPainter>

#include <algorithm>

namespace lossarium::ui {
namespace {

constexpr double gap = 16, thickness = 12, tick = 4, padding = 6;
constexpr int rangeTicks = 6;

}  // namespace

ColorBar::ColorBar(QGraphicsItem* parent) : QGraphicsItem(parent) {}

void ColorBar::setScale(const LossScale& scale, const QString& title) {
  prepareGeometryChange();
  title_ = title;
  labels_ = scale.isValid() ? lossTickLabels(scale) : QStringList();
  places_.clear();
  if (scale.isValid())
    for (const double loss : scale.ticks()) places_.push_back(scale.fraction(loss));
}

void ColorBar::setRange(AxisRange range, const QString& title) {
  prepareGeometryChange();
  title_ = title;
  const auto ticks = niceTicks(range.minimum, range.maximum, rangeTicks);
  labels_ = tickLabels(ticks);
  places_.clear();
  for (const double value : ticks) places_.push_back((value - range.minimum) / range.span());
  update();
}

void ColorBar::setStyle(const PlotStyle& style) {
  prepareGeometryChange();
  style_ = style;
}

void ColorBar::setPresence(double presence) {
  presence_ = presence;
  update();
}

void ColorBar::setPlotArea(const QRectF& area) {
  prepareGeometryChange();
  area_ = area;
}

double ColorBar::labelWidth() const {
  const QFontMetricsF metrics(scaledFont(style_.font, 0.92));
  double width = 0;
  for (const QString& label : labels_) width = std::max(width, metrics.horizontalAdvance(label));
  return width;
}

double ColorBar::neededWidth() const {
  if (places_.empty()) return padding;
  return gap + thickness + tick + 3 + labelWidth() + padding + QFontMetricsF(style_.font).height() + 2;
}

QRectF ColorBar::boundingRect() const {
  return {area_.right(), area_.top() - 10, neededWidth(), area_.height() + 20};
}

void ColorBar::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
  if (places_.empty() || area_.height() < 10) return;
  painter->setRenderHint(QPainter::Antialiasing);
  const QRectF bar(area_.right() + gap, area_.top(), thickness, area_.height());
  QLinearGradient colors(bar.bottomLeft(), bar.topLeft());
  constexpr int stops = 24;
  for (int i = 0; i <= stops; ++i)
    colors.setColorAt(static_cast<double>(i) / stops,
                      lossColor(style_.colorMap, static_cast<double>(i) / stops));
  painter->setPen(Qt::NoPen);
  painter->setBrush(colors);
  painter->drawRect(bar);
  const QFontMetricsF metrics(scaledFont(style_.font, 0.92));
  painter->setFont(scaledFont(style_.font, 0.92));
  painter->save();
  painter->setOpacity(presence_ * painter->opacity());
  for (std::size_t i = 0; i < places_.size(); ++i) {
    const double y = bar.bottom() - places_[i] * bar.height();
    painter->setPen(QPen(style_.outline, 1));
    painter->drawLine(QPointF(bar.right(), y), QPointF(bar.right() + tick, y));
    painter->setPen(style_.mutedText);
    painter->drawText(QPointF(bar.right() + tick + 3, y + metrics.capHeight() / 2),
                      labels_[static_cast<qsizetype>(i)]);
  }
  const QFontMetricsF titles(style_.font);
  const QString title = titles.elidedText(title_, Qt::ElideMiddle, bar.height());
  painter->translate(bar.right() + tick + 3 + labelWidth() + padding + titles.ascent(), bar.center().y());
  painter->rotate(-90);
  painter->setFont(style_.font);
  painter->setPen(style_.text);
  painter->drawText(QPointF(-titles.horizontalAdvance(title) / 2, 0), title);
  painter->restore();
}

}  // namespace lossarium::ui
