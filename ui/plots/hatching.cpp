#include "ui/plots/hatching.h"

#include <algorithm>

namespace lossarium::ui {
namespace {

constexpr double apart = 12, look = 2;  // pixels between strokes, and from one look to the next

/// The parts of one stroke, which starts at `from` and rises by (along, −along).
void addParts(std::vector<QLineF>& strokes, QPointF from, double along,
              const std::function<bool(QPointF)>& isInside) {
  const auto at = [from](double t) { return from + QPointF(t, -t); };
  double begin = -1;
  for (double t = 0; t <= along; t += look) {
    const bool inside = isInside(at(t));
    if (inside && begin < 0) begin = t;
    if (begin < 0 || (inside && t + look <= along)) continue;
    strokes.emplace_back(at(begin), at(t));
    begin = -1;
  }
}

}  // namespace

std::vector<QLineF> hatching(const QRectF& area, const std::function<bool(QPointF)>& isInside) {
  std::vector<QLineF> strokes;
  const double whole = area.width() + area.height();
  for (double offset = apart / 2; offset < whole; offset += apart) {
    const double down = std::min(offset, area.height()), across = offset - down;
    const double along = std::min(down, area.width() - across);
    addParts(strokes, area.topLeft() + QPointF(across, down), along, isInside);
  }
  return strokes;
}

}  // namespace lossarium::ui
