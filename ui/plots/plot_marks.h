// The marks on a loss landscape, the same in three dimensions and on the map. All lengths in pixels.
#pragma once

#include "ui/plots/plot_style.h"

#include <QPainter>
#include <QPolygonF>

namespace lossarium::ui {

constexpr double ballRadius = 8;

QColor withAlpha(QColor color, double alpha);
/// `amount` 0: from, 1: to.
QColor mixed(const QColor& from, const QColor& to, double amount);
/// Black or white, whichever is read better on `paper`.
QColor inkOn(const QColor& paper);
/// The colour of a loss, from its fraction of the scale (clamped to 0 … 1). The darkest end of the maps is
/// left out: large grounds painted with it would look like a hole on a projector.
QColor lossColor(ColorMap map, double fraction);
/// Of a contour line over that colour.
QColor contourInk(ColorMap map, double fraction, double strength = 1);

/// A ball with its light, and its run's letter if there is one; a faint ring where it is hidden.
void paintBall(QPainter& painter, QPointF centre, const QColor& color, const QString& letter, bool hidden,
               const PlotStyle& style);
/// Letters of balls that lie under one at `centre`.
void paintCompanions(QPainter& painter, QPointF centre, const QString& letters, const PlotStyle& style);
/// A run's way with a casing that parts it from the colours below. `strength` 1 … 0: thinner and paler.
void paintTrailLine(QPainter& painter, const QPolygonF& line, const QColor& color, const PlotStyle& style,
                    double strength = 1);
/// One of the many steps back and forth that are long past, straight and faint.
void paintPastStep(QPainter& painter, const QLineF& step, const QColor& color);
void paintHiddenTrailLine(QPainter& painter, const QPolygonF& line, const QColor& color);
/// A step of the way.
void paintTrailDot(QPainter& painter, QPointF centre, const QColor& color, const PlotStyle& style,
                   double strength = 1);
/// The least loss of the plane; of another height in its colour.
void paintMinimum(QPainter& painter, QPointF centre, bool hidden, const PlotStyle& style,
                  const QColor& color = Qt::white);
/// Contour lines of another height: over a field they have a casing.
void paintOverlayLine(QPainter& painter, const QPolygonF& line, const QColor& color, Qt::PenStyle dash);
/// A local minimum, one of perhaps many.
void paintLocalMinimum(QPainter& painter, QPointF centre, bool hidden, const PlotStyle& style);
/// A named place; the name stands on its right.
void paintNamedPlace(QPainter& painter, QPointF centre, const QString& name, bool hidden,
                     const PlotStyle& style);
struct SceneMark;
void paintMark(QPainter& painter, QPointF centre, const SceneMark& mark, bool hidden, const PlotStyle& style);
/// The start, that can be taken hold of.
void paintHandle(QPainter& painter, QPointF centre, bool hidden, const PlotStyle& style);
constexpr double handleReach = 14;  ///< within which the pointer takes hold of it
constexpr double wayReach = 6;      ///< the same of a place on a way
/// Along `line` to its last point; steepest descent has the colour of text.
void paintArrow(QPainter& painter, const QPolygonF& line, const QColor& color, const PlotStyle& style);

}  // namespace lossarium::ui
