// The contenders of a race of boxes: the way of each one's centre, and its box now.
#include "ui/plots/box_stage.h"
#include "ui/plots/clipped_line.h"
#include "ui/plots/plot_marks.h"

#include <QFontMetricsF>

#include <algorithm>

namespace lossarium::ui {
namespace {

constexpr std::size_t mostPoints = 2000;  // of a way: more are not seen

QVector<QPointF> wayOf(const BoxStage& stage, const BoxContender& contender) {
  const std::size_t stride = contender.path.size() / mostPoints + 1;
  QVector<QPointF> way;
  for (std::size_t i = 0; i < contender.path.size(); i += stride)
    if (contender.path[i].allFinite()) way.append(stage.centre(contender.path[i]));
  if (contender.now.allFinite()) way.append(stage.centre(contender.now));
  return way;
}

void paintWay(const BoxStage& stage, const BoxContender& contender) {
  for (const QPolygonF& piece : clippedLine(wayOf(stage, contender), stage.scale.area))
    paintTrailLine(stage.painter, piece, contender.color, stage.style, 0.7);
}

}  // namespace

void paintContenders(BoxStage& stage) {
  for (const BoxContender& each : stage.scene.contenders) paintWay(stage, each);
  for (const BoxContender& each : stage.scene.contenders) {
    if (!each.now.allFinite()) continue;
    const QRectF box = stage.pixels(each.now);
    stage.outline(box, QPen(each.color, 1.75, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    if (stage.scale.area.contains(box.center()))
      paintTrailDot(stage.painter, box.center(), each.color, stage.style);
  }
  const double away = QFontMetricsF(stage.small).height() * 0.65;
  for (const BoxContender& each : stage.scene.contenders) {
    if (!each.now.allFinite()) continue;
    const QRectF box = stage.pixels(each.now);
    std::vector<QPointF> places;
    for (double right = 0; right < 8; ++right)
      places.push_back(box.topLeft() + QPointF(away * (0.6 + 1.4 * right), -away));
    for (double down = 0; down < 8; ++down)
      places.push_back(box.topRight() + QPointF(away, away * (0.8 + 1.5 * down)));
    QFont bold = stage.small;
    bold.setBold(true);
    std::swap(stage.small, bold);
    stage.label(each.letter, each.color, places);
    std::swap(stage.small, bold);
  }
}

}  // namespace lossarium::ui
