#include "ui/plots/plot_marks.h"

#include "ui/plots/axis_ticks.h"
#include "ui/plots/surface_scene.h"

#include <QFontMetricsF>
#include <QLineF>
#include <QPainterPath>
#include <QRadialGradient>

#include <algorithm>
#include <cmath>

namespace lossarium::ui {
namespace {

constexpr double trailWidth = 2.4, casingWidth = 4.8;
constexpr double faintest = 0.45;  // of a way that is long past
constexpr double arrowWidth = 2.2, headLength = 11, headHalfWidth = 5;

QPen roundPen(const QColor& color, double width) {
  return QPen(color, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
}

QColor casing(const PlotStyle& style) {
  return style.dark ? QColor(10, 12, 16, 190) : QColor(255, 255, 255, 210);
}

double lightness(const QColor& color) {
  return 0.299 * color.redF() + 0.587 * color.greenF() + 0.114 * color.blueF();
}

void paintLetter(QPainter& painter, QPointF centre, const QString& letter, const QColor& ink,
                 const PlotStyle& style) {
  QFont font = scaledFont(style.font, 0.9);
  font.setBold(true);
  const QFontMetricsF metrics(font);
  painter.setFont(font);
  painter.setPen(ink);
  painter.drawText(centre + QPointF(-metrics.horizontalAdvance(letter) / 2, metrics.capHeight() / 2), letter);
}

QPolygonF diamond(QPointF centre, double radius) {
  return {{centre + QPointF(0, -radius), centre + QPointF(radius, 0), centre + QPointF(0, radius),
           centre + QPointF(-radius, 0)}};
}

}  // namespace

QColor withAlpha(QColor color, double alpha) {
  color.setAlphaF(static_cast<float>(alpha));
  return color;
}

QColor mixed(const QColor& from, const QColor& to, double amount) {
  const auto mix = [amount](int a, int b) { return static_cast<int>(std::lround(std::lerp(a, b, amount))); };
  return {mix(from.red(), to.red()), mix(from.green(), to.green()), mix(from.blue(), to.blue())};
}

QColor inkOn(const QColor& paper) { return lightness(paper) > 0.55 ? QColor(Qt::black) : QColor(Qt::white); }

QColor lossColor(ColorMap map, double fraction) {
  constexpr double darkest = 0.09;
  return mapColor(map, darkest + (1 - darkest) * std::clamp(fraction, 0.0, 1.0));
}

QColor contourInk(ColorMap map, double fraction, double strength) {
  const QColor paper = lossColor(map, fraction);
  return withAlpha(inkOn(paper), strength * (lightness(paper) > 0.55 ? 0.38 : 0.42));
}

void paintBall(QPainter& painter, QPointF centre, const QColor& color, const QString& letter, bool hidden,
               const PlotStyle& style) {
  painter.setRenderHint(QPainter::Antialiasing);
  const double radius = letter.isEmpty() ? ballRadius : ballRadius + 2;
  if (hidden) {
    painter.setBrush(withAlpha(color, 0.25));
    painter.setPen(QPen(withAlpha(color, 0.8), 1.5, Qt::DotLine));
  } else {
    QRadialGradient light(centre, radius, centre + QPointF(-0.35, -0.45) * radius);
    light.setColorAt(0, mixed(color, Qt::white, 0.55));
    light.setColorAt(0.35, mixed(color, Qt::white, 0.1));
    light.setColorAt(1, mixed(color, Qt::black, 0.28));
    painter.setBrush(light);
    painter.setPen(QPen(casing(style), 1.8));
  }
  painter.drawEllipse(centre, radius, radius);
  if (!letter.isEmpty()) paintLetter(painter, centre, letter, hidden ? style.text : inkOn(color), style);
}

void paintTrailLine(QPainter& painter, const QPolygonF& line, const QColor& color, const PlotStyle& style,
                    double strength) {
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setBrush(Qt::NoBrush);
  const double solid = std::lerp(faintest, 1.0, strength), width = solid;
  if (strength > 0) {
    const QColor below = casing(style);
    painter.setPen(roundPen(withAlpha(below, strength * below.alphaF()), width * casingWidth));
    painter.drawPolyline(line);
  }
  painter.setPen(roundPen(withAlpha(color, solid), width * trailWidth));
  painter.drawPolyline(line);
}

// A line one pixel wide is painted many times as fast as a wider one; it has as much ink.
void paintPastStep(QPainter& painter, const QLineF& step, const QColor& color) {
  const double wide = faintest * trailWidth;
  const double drawn = std::min(wide, 1 / painter.device()->devicePixelRatioF());
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(roundPen(withAlpha(color, std::min(1.0, faintest * wide / drawn)), drawn));
  painter.drawLine(step);
}

void paintHiddenTrailLine(QPainter& painter, const QPolygonF& line, const QColor& color) {
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setBrush(Qt::NoBrush);
  painter.setPen(roundPen(withAlpha(color, 0.4), 1.3));
  painter.drawPolyline(line);
}

void paintTrailDot(QPainter& painter, QPointF centre, const QColor& color, const PlotStyle& style,
                   double strength) {
  const double radius = std::lerp(2.2, 3.0, strength);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(withAlpha(casing(style), strength * casing(style).alphaF()), 1));
  painter.setBrush(withAlpha(color, std::lerp(faintest, 1.0, strength)));
  painter.drawEllipse(centre, radius, radius);
}

void paintMinimum(QPainter& painter, QPointF centre, bool hidden, const PlotStyle& style,
                  const QColor& color) {
  painter.setRenderHint(QPainter::Antialiasing);
  const double alpha = hidden ? 0.45 : 1;
  painter.setBrush(hidden ? QBrush(Qt::NoBrush) : QBrush(color));
  painter.setPen(QPen(withAlpha(hidden ? style.text : QColor(0x1f2630), alpha), 1.6, Qt::SolidLine,
                      Qt::SquareCap, Qt::MiterJoin));
  painter.drawPolygon(diamond(centre, 6));
}

void paintOverlayLine(QPainter& painter, const QPolygonF& line, const QColor& color, Qt::PenStyle dash) {
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(QColor(16, 20, 28, 120), 3.4, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin));
  painter.drawPolyline(line);
  painter.setPen(QPen(color, 1.7, dash, Qt::FlatCap, Qt::RoundJoin));
  painter.drawPolyline(line);
}

namespace {

// Light with a dark edge: read on any colour of the surface.
void paintLetters(QPainter& painter, QPointF start, const QString& text) {
  QPainterPath letters;
  letters.addText(start, painter.font(), text);
  const QColor edge(0x1f2630);
  painter.strokePath(letters, QPen(withAlpha(edge, 0.75), 3, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  painter.fillPath(letters, Qt::white);
}

}  // namespace

void paintNamedPlace(QPainter& painter, QPointF centre, const QString& name, bool hidden,
                     const PlotStyle& style) {
  constexpr double radius = 4.5;
  const QColor dark(0x1f2630);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(withAlpha(hidden ? style.text : dark, hidden ? 0.45 : 1), 1.6));
  painter.setBrush(hidden ? QBrush(Qt::NoBrush) : QBrush(Qt::white));
  painter.drawEllipse(centre, radius, radius);
  paintLetters(painter, centre + QPointF(radius + 5, painter.fontMetrics().ascent() / 2.5), name);
}

void paintCompanions(QPainter& painter, QPointF centre, const QString& letters, const PlotStyle& style) {
  if (letters.isEmpty()) return;
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setFont(style.font);
  const double ascent = painter.fontMetrics().ascent();
  paintLetters(painter, centre + QPointF(ballRadius + 5, ascent / 2.5), QStringLiteral("+ ") + letters);
}

void paintLocalMinimum(QPainter& painter, QPointF centre, bool hidden, const PlotStyle& style) {
  if (hidden) return;
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(QColor(0x1f2630), 1.2));
  painter.setBrush(style.dark ? QColor(0xd0d6de) : QColor(Qt::white));
  painter.drawEllipse(centre, 2.6, 2.6);
}

void paintMark(QPainter& painter, QPointF centre, const SceneMark& mark, bool hidden,
               const PlotStyle& style) {
  switch (mark.look) {
    case MarkLook::minimum:
      return paintMinimum(painter, centre, hidden, style);
    case MarkLook::local:
      return paintLocalMinimum(painter, centre, hidden, style);
    case MarkLook::solution:
      return paintNamedPlace(painter, centre, mark.name, hidden, style);
  }
}

void paintHandle(QPainter& painter, QPointF centre, bool hidden, const PlotStyle& style) {
  constexpr double radius = 11;
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(withAlpha(Qt::white, hidden ? 0.3 : 0.9), 4));
  painter.drawEllipse(centre, radius, radius);
  painter.setPen(QPen(withAlpha(hidden ? style.text : QColor(0x1f2630), hidden ? 0.45 : 1), 1.6));
  painter.drawEllipse(centre, radius, radius);
}

void paintArrow(QPainter& painter, const QPolygonF& line, const QColor& ink, const PlotStyle& style) {
  if (line.size() < 2) return;
  const QPointF tip = line.back();
  QPolygonF shaft = line;
  while (shaft.size() > 1 && QLineF(shaft.back(), tip).length() < headLength * 0.8) shaft.pop_back();
  QLineF heading(shaft.back(), tip);
  if (heading.length() < 1e-6) return;
  heading.setLength(1);
  const QPointF along(heading.dx(), heading.dy()), across(-along.y(), along.x());
  const QPointF base = tip - along * headLength;
  const QPolygonF head{{tip, base + across * headHalfWidth, base + along * 2, base - across * headHalfWidth}};
  shaft.push_back(base + along * 2);
  painter.setRenderHint(QPainter::Antialiasing);
  for (const auto& [color, extra] : {std::pair(casing(style), 2.6), std::pair(ink, 0.0)}) {
    painter.setBrush(Qt::NoBrush);
    painter.setPen(roundPen(color, arrowWidth + extra));
    painter.drawPolyline(shaft);
    painter.setBrush(color);
    painter.setPen(roundPen(color, std::max(extra, 0.6)));
    painter.drawPolygon(head);
  }
}

}  // namespace lossarium::ui
