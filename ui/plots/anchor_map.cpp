#include "ui/plots/anchor_map.h"

#include "core/boxes/regression_cases.h"
#include "ui/plots/arrow_keys.h"
#include "ui/plots/color_bar.h"
#include "ui/plots/corner_readout.h"
#include "ui/plots/plot_marks.h"
#include "ui/plots/surface_text.h"
#include "ui/widgets/number_text.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace lossarium::ui {
namespace {

constexpr double margin = 0.1;  // of the plane, about the disc
constexpr double edge = 12, tickGap = 6;
constexpr double reach = 12;  // pixels, of a dot
constexpr int ticksAcross = 7;
constexpr double beside = 1.2;  // how far off its way an arrow key goes, at most

constexpr AxisRange plane{targetCentre - anchorRadius - margin, targetCentre + anchorRadius + margin};

QRectF discOf(const PlotScale& scale) {
  return {scale.toPixel({targetCentre - anchorRadius, targetCentre + anchorRadius}),
          scale.toPixel({targetCentre + anchorRadius, targetCentre - anchorRadius})};
}

LossScale coloursOf(const AnchorScene& scene) {
  std::vector<double> errors = scene.scaledBy;
  if (errors.empty())
    for (const AnchorPlace& each : scene.places) errors.push_back(each.error);
  Surface surface;
  surface.values = Eigen::Map<const Vector>(errors.data(), static_cast<Index>(errors.size()));
  return {surface, scene.logarithmic};
}

QString coordinate(double value) { return readableNumber(value, 4); }

QString titleOf(const AnchorScene& scene, const LossScale& colours) {
  return colours.isLogarithmic() ? AnchorMap::tr("%1, log scale").arg(scene.errorTitle) : scene.errorTitle;
}

}  // namespace

AnchorMap::AnchorMap(QWidget* parent) : QWidget(parent) {
  setMouseTracking(true);
  setFocusPolicy(Qt::StrongFocus);
  setAccessibleName(tr("Map of final errors"));
  setAccessibleDescription(tr("Arrow keys go from place to place and read the error there"));
}

void AnchorMap::setScene(AnchorScene scene) {
  const bool samePlaces = scene.cell == scene_.cell && scene.places.size() == scene_.places.size();
  scene_ = std::move(scene);
  colours_ = coloursOf(scene_);
  if (!samePlaces) chosen_.reset();
  update();
}

void AnchorMap::setPlotStyle(const PlotStyle& style) {
  style_ = style;
  update();
}

QString AnchorMap::note() const { return cutNote(colours_); }

// A square, beside which the colours have their room.
PlotScale AnchorMap::plotScale(const QRectF& whole) const {
  const QFontMetricsF metrics(style_.font);
  ColorBar bar;
  bar.setStyle(style_);
  bar.setScale(colours_, titleOf(scene_, colours_));
  const double left = edge + metrics.horizontalAdvance(QStringLiteral("13")) + tickGap,
               below = 2 * metrics.height() + tickGap + 4, above = metrics.height() + 6;
  const QRectF room = whole.adjusted(left, above, -bar.neededWidth() - 4, -below);
  const double side = std::max(std::min(room.width(), room.height()), 1.0);
  const QPointF corner(room.left() + std::max(0.0, (room.width() - side) / 2),
                       room.top() + std::max(0.0, (room.height() - side) / 2));
  return {{corner, QSizeF(side, side)}, plane, plane};
}

double AnchorMap::dotRadius(const PlotScale& scale) const {
  const double count = static_cast<double>(std::max<std::size_t>(scene_.places.size(), 1));
  return std::clamp(0.3 * scale.area.width() / std::sqrt(count), 1.5, 6.0);
}

QRectF AnchorMap::cellOf(const AnchorPlace& place, const PlotScale& scale) const {
  const double half = scene_.cell / 2;
  const QPointF low = scale.toPixel(place.place + QPointF(-half, -half)),
                high = scale.toPixel(place.place + QPointF(half, half));
  return {QPointF(std::round(low.x()), std::round(high.y())),
          QPointF(std::round(high.x()), std::round(low.y()))};
}

void AnchorMap::paintTo(QPainter& painter, const QRectF& area) const {
  const PlotScale scale = plotScale(area);
  painter.save();
  painter.setFont(style_.font);
  painter.fillRect(area, style_.background);
  paintDisc(painter, scale);
  paintPlaces(painter, scale);
  paintTargets(painter, scale);
  paintAxes(painter, area, scale);
  paintColours(painter, scale);
  painter.restore();
}

void AnchorMap::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  paintTo(painter, rect());
  paintChosen(painter, plotScale());
  if (!scene_.places.empty() || scene_.emptyHint.isEmpty()) return;
  painter.setPen(style_.mutedText);
  painter.drawText(plotScale().area.adjusted(40, 8, -40, -8), Qt::AlignHCenter | Qt::TextWordWrap,
                   scene_.emptyHint);
}

void AnchorMap::paintDisc(QPainter& painter, const PlotScale& scale) const {
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(style_.grid, 1));
  painter.setBrush(mixed(style_.background, style_.grid, 0.35));
  painter.drawEllipse(discOf(scale));
}

void AnchorMap::paintPlaces(QPainter& painter, const PlotScale& scale) const {
  const double radius = dotRadius(scale);
  painter.setRenderHint(QPainter::Antialiasing, scene_.cell == 0);
  painter.setPen(scene_.cell == 0 && radius > 2 ? QPen(style_.background, 0.75) : QPen(Qt::NoPen));
  for (const AnchorPlace& each : scene_.places) {
    const QColor colour = lossColor(style_.colorMap, colours_.fraction(each.error));
    painter.setBrush(colour);
    if (scene_.cell > 0) {
      paintCell(painter, cellOf(each, scale), scale);
      continue;
    }
    painter.drawEllipse(scale.toPixel(each.place), radius, radius);
  }
}

// Beyond the rim there are no points. By shapes: SVG knows no clipping.
void AnchorMap::paintCell(QPainter& painter, const QRectF& cell, const PlotScale& scale) const {
  const QRectF disc = discOf(scale);
  const double radius = disc.width() / 2;
  const auto isInside = [&](QPointF corner) { return QLineF(disc.center(), corner).length() <= radius; };
  if (isInside(cell.topLeft()) && isInside(cell.topRight()) && isInside(cell.bottomLeft()) &&
      isInside(cell.bottomRight()))
    return painter.fillRect(cell, painter.brush());
  QPainterPath whole, square;
  whole.addEllipse(disc);
  square.addRect(cell);
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.drawPath(square.intersected(whole));
  painter.restore();
}

// With a casing: the ground below may be of any colour.
void AnchorMap::paintTargets(QPainter& painter, const PlotScale& scale) const {
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setBrush(Qt::NoBrush);
  const QPen casing(withAlpha(QColor(Qt::black), 0.45), 2.5), line(Qt::white, 1);
  for (const QPen& pen : {casing, line}) {
    painter.setPen(pen);
    for (const double ratio : boxRatios) {
      const double width = std::sqrt(ratio), height = 1 / width;
      painter.drawRect(QRectF(scale.toPixel({targetCentre - width / 2, targetCentre + height / 2}),
                              scale.toPixel({targetCentre + width / 2, targetCentre - height / 2})));
    }
  }
}

void AnchorMap::paintAxes(QPainter& painter, const QRectF& whole, const PlotScale& scale) const {
  const QFont small = scaledFont(style_.font, 0.92);
  const QFontMetricsF metrics(small);
  const auto ticks = niceTicks(plane.minimum, plane.maximum, ticksAcross);
  const QStringList labels = tickLabels(ticks);
  painter.setFont(small);
  painter.setPen(style_.mutedText);
  for (std::size_t i = 0; i < ticks.size(); ++i) {
    const QString& text = labels[static_cast<qsizetype>(i)];
    const double width = metrics.horizontalAdvance(text);
    const QPointF at = scale.toPixel({ticks[i], ticks[i]});
    painter.drawText(QPointF(at.x() - width / 2, scale.area.bottom() + tickGap + metrics.ascent()), text);
    painter.drawText(QPointF(scale.area.left() - tickGap - width, at.y() + metrics.capHeight() / 2), text);
  }
  painter.setFont(style_.font);
  painter.setPen(style_.text);
  const QFontMetricsF titles(style_.font);
  painter.drawText(QPointF(scale.area.center().x() - titles.horizontalAdvance(QLatin1Char('x')) / 2,
                           scale.area.bottom() + tickGap + metrics.height() + titles.ascent()),
                   QStringLiteral("x"));
  painter.drawText(QPointF(std::max(whole.left() + 4, scale.area.left() - tickGap -
                                                          titles.horizontalAdvance(QStringLiteral("y"))),
                           scale.area.top() - 4),
                   QStringLiteral("y"));
}

void AnchorMap::paintColours(QPainter& painter, const PlotScale& scale) const {
  ColorBar bar;
  bar.setStyle(style_);
  bar.setScale(colours_, titleOf(scene_, colours_));
  bar.setPlotArea(scale.area);
  bar.paint(&painter, nullptr, nullptr);
}

void AnchorMap::paintChosen(QPainter& painter, const PlotScale& scale) const {
  if (!chosen_) return;
  const AnchorPlace& place = scene_.places[*chosen_];
  const QPointF middle = scale.toPixel(place.place);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setBrush(Qt::NoBrush);
  for (const QPen& pen : {QPen(withAlpha(QColor(Qt::black), 0.6), 4), QPen(Qt::white, 2)}) {
    painter.setPen(pen);
    if (scene_.cell > 0)
      painter.drawRect(cellOf(place, scale));
    else
      painter.drawEllipse(middle, dotRadius(scale) + 2, dotRadius(scale) + 2);
  }
  paintCornerReadout(painter, scale.area, middle, readout(), style_);
}

std::vector<ReadoutRow> AnchorMap::readout() const {
  if (!chosen_) return {};
  const AnchorPlace& place = scene_.places[*chosen_];
  const QString where = tr("(%1, %2)").arg(coordinate(place.place.x()), coordinate(place.place.y()));
  std::vector<ReadoutRow> rows{
      {{}, scene_.cell > 0 ? tr("cell about") : tr("point"), where},
      {{}, scene_.cell > 0 ? tr("mean error") : tr("error"), numberText(place.error, 4)}};
  if (scene_.cell > 0) rows.push_back({{}, tr("anchor points"), grouped(place.points)});
  return rows;
}

std::optional<std::size_t> AnchorMap::placeAt(QPointF pixel) const {
  const PlotScale scale = plotScale();
  std::optional<std::size_t> nearest;
  double least = reach;
  for (std::size_t i = 0; i < scene_.places.size(); ++i) {
    if (scene_.cell > 0) {
      if (cellOf(scene_.places[i], scale).contains(pixel)) return i;
      continue;
    }
    const double distance = QLineF(scale.toPixel(scene_.places[i].place), pixel).length();
    if (distance >= least) continue;
    least = distance;
    nearest = i;
  }
  return nearest;
}

void AnchorMap::choose(std::optional<std::size_t> place) {
  if (place == chosen_) return;
  chosen_ = place;
  QStringList words;
  for (const ReadoutRow& row : readout()) words << row.label + QLatin1Char(' ') + row.value;
  if (place) setAccessibleDescription(words.join(QStringLiteral(", ")));
  update();
}

void AnchorMap::mouseMoveEvent(QMouseEvent* event) { choose(placeAt(event->position())); }

void AnchorMap::leaveEvent(QEvent*) { choose({}); }

// The nearest one that lies that way.
std::optional<std::size_t> AnchorMap::placeBeyond(std::size_t from, QPointF direction) const {
  std::optional<std::size_t> nearest;
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < scene_.places.size(); ++i) {
    const QPointF way = scene_.places[i].place - scene_.places[from].place;
    const double ahead = QPointF::dotProduct(way, direction);
    const double aside = std::abs(way.x() * direction.y() - way.y() * direction.x());
    if (ahead <= 1e-9 || aside > beside * ahead || ahead + 2 * aside >= least) continue;
    least = ahead + 2 * aside;
    nearest = i;
  }
  return nearest;
}

void AnchorMap::keyPressEvent(QKeyEvent* event) {
  const QPointF direction = arrowDirection(*event);
  if (direction.isNull() || scene_.places.empty()) return QWidget::keyPressEvent(event);
  if (chosen_) {
    if (const auto next = placeBeyond(*chosen_, direction)) choose(next);
    return;
  }
  const auto fromMiddle = [](const AnchorPlace& each) {
    return QLineF(each.place, QPointF(targetCentre, targetCentre)).length();
  };
  const auto middle = std::min_element(
      scene_.places.begin(), scene_.places.end(),
      [&](const AnchorPlace& one, const AnchorPlace& other) { return fromMiddle(one) < fromMiddle(other); });
  choose(static_cast<std::size_t>(middle - scene_.places.begin()));
}

bool AnchorMap::event(QEvent* event) { return takesArrowKey(*event) || QWidget::event(event); }

}  // namespace lossarium::ui
