#include "ui/plots/label_places.h"

#include "ui/plots/clipped_line.h"

#include <algorithm>

namespace lossarium::ui {

void LabelPlaces::avoidEdges(const QRectF& box) {
  avoid({box.topLeft(), box.topRight()});
  avoid({box.topRight(), box.bottomRight()});
  avoid({box.bottomRight(), box.bottomLeft()});
  avoid({box.bottomLeft(), box.topLeft()});
}

bool LabelPlaces::isFree(const QRectF& label) const {
  return bounds_.contains(label) && std::none_of(taken_.begin(), taken_.end(), [&](const QRectF& other) {
           return other.intersects(label);
         });
}

int LabelPlaces::crossings(const QRectF& label) const {
  return static_cast<int>(std::count_if(lines_.begin(), lines_.end(), [&](const QLineF& line) {
    return clippedSegment(line.p1(), line.p2(), label).has_value();
  }));
}

std::optional<QRectF> LabelPlaces::place(QSizeF size, const std::vector<QPointF>& centres) {
  std::optional<QRectF> best;
  int fewest = 0;
  for (const QPointF& centre : centres) {
    const QRectF label(centre - QPointF(size.width(), size.height()) / 2, size);
    if (!isFree(label)) continue;
    const int count = crossings(label);
    if (best && count >= fewest) continue;
    best = label;
    fewest = count;
  }
  if (best) keepFree(*best);
  return best;
}

}  // namespace lossarium::ui
