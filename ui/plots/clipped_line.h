// Lines cut to a rectangle. Not left to the painter: a picture in a vector file would lose its clipping.
#pragma once

#include <QLineF>
#include <QPolygonF>
#include <QRectF>
#include <QVector>

#include <optional>

namespace lossarium::ui {

/// None if nothing of it lies inside, or an end is not finite.
std::optional<QLineF> clippedSegment(QPointF from, QPointF to, const QRectF& bounds);
/// The parts of a line inside `bounds`.
QVector<QPolygonF> clippedLine(const QVector<QPointF>& line, const QRectF& bounds);

}  // namespace lossarium::ui
