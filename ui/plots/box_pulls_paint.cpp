// The gradients of losses as arrows on the predicted box, the way descent goes, all in one scale.
#include "ui/plots/box_stage.h"
#include "ui/plots/clipped_line.h"
#include "ui/plots/plot_marks.h"

#include <QFontMetricsF>

#include <algorithm>
#include <array>
#include <cmath>

namespace lossarium::ui {
namespace {

constexpr double longestShare = 0.2;           // of the plane's shorter side
constexpr double besideEdge = 6;               // pixels
constexpr double narrowest = 10, widest = 26;  // between neighbouring arrows
constexpr double shortest = 2.5;               // arrow that has a head; below a dot
constexpr double headLength = 8, headHalfWidth = 3.6, shaftWidth = 2;

struct Side {
  QPointF middle, along, outward;
  double length;
};

struct Pulls {
  BoxStage& stage;
  double perGradient;  ///< pixels
  QRectF box;

  Side left() const { return {{box.left(), box.center().y()}, {0, 1}, {-1, 0}, box.height()}; }
  Side right() const { return {{box.right(), box.center().y()}, {0, 1}, {1, 0}, box.height()}; }
  Side bottom() const { return {{box.center().x(), box.bottom()}, {1, 0}, {0, 1}, box.width()}; }
  Side top() const { return {{box.center().x(), box.top()}, {1, 0}, {0, -1}, box.width()}; }

  std::size_t count() const { return stage.scene.pulls.size(); }
  bool hasLetters() const { return count() > 1; }

  void letter(const BoxPull& pull, QPointF tip, QPointF ahead) const {
    if (!hasLetters()) return;
    QFont bold = stage.small;
    bold.setBold(true);
    std::swap(stage.small, bold);
    const QPointF across(-ahead.y(), ahead.x());
    std::vector<QPointF> places;
    for (const double far : {9.0, 16.0, 23.0})
      for (const double aside : {0.0, 8.0, -8.0}) places.push_back(tip + far * ahead + aside * across);
    stage.label(pull.letter, pull.color, places);
    std::swap(stage.small, bold);
  }

  void arrow(const BoxPull& pull, QPointF start, QPointF by) const {
    const double length = std::hypot(by.x(), by.y());
    const QPointF ahead = length > 0 ? by / length : QPointF();
    if (!stage.scale.area.contains(start)) return;
    const auto seen = clippedSegment(start, start + by, stage.scale.area);
    if (seen) paintPullArrow(stage.painter, *seen, pull.color, stage.style);
    letter(pull, start + by, ahead);
    if (seen) stage.labels.avoid(*seen);
  }

  /// Pulls outwards by `amount` of each loss, beside each other along a side.
  template <class Amount>
  void alongSide(const Side& side, Amount amount) const {
    const double n = static_cast<double>(count());
    const double pitch = std::clamp(side.length / (n + 0.5), narrowest, widest);
    for (std::size_t i = 0; i < count(); ++i) {
      const BoxPull& pull = stage.scene.pulls[i];
      const double out = perGradient * amount(pull);
      if (!std::isfinite(out) || out == 0) continue;
      const QPointF ahead = std::copysign(1.0, out) * side.outward;
      const QPointF place = side.middle + (static_cast<double>(i) - (n - 1) / 2) * pitch * side.along;
      arrow(pull, place + besideEdge * ahead, std::abs(out) * ahead);
    }
  }

  void onEdges() const {
    alongSide(left(), [](const BoxPull& pull) { return pull.gradient[0]; });
    alongSide(bottom(), [](const BoxPull& pull) { return pull.gradient[1]; });
    alongSide(right(), [](const BoxPull& pull) { return -pull.gradient[2]; });
    alongSide(top(), [](const BoxPull& pull) { return -pull.gradient[3]; });
  }

  void onCentreAndSize() const {
    alongSide(right(), [](const BoxPull& pull) { return (pull.gradient[0] - pull.gradient[2]) / 2; });
    alongSide(top(), [](const BoxPull& pull) { return (pull.gradient[1] - pull.gradient[3]) / 2; });
    for (const BoxPull& pull : stage.scene.pulls) {
      const QPointF by(-(pull.gradient[0] + pull.gradient[2]), pull.gradient[1] + pull.gradient[3]);
      if (!pull.gradient.allFinite() || by.isNull()) continue;
      arrow(pull, box.center(), perGradient * by);
    }
  }
};

}  // namespace

double longestPull(const PlotScale& scale) {
  return longestShare * std::min(scale.area.width(), scale.area.height());
}

double steepestPull(const BoxCanvasScene& scene) {
  double steepest = 0;
  for (const BoxPull& pull : scene.pulls) {
    if (!pull.gradient.allFinite()) continue;
    const Eigen::Vector4d& g = pull.gradient;
    const double size = std::max(std::abs(g[2] - g[0]), std::abs(g[3] - g[1])) / 2;
    const double here =
        scene.pullsByCentre ? std::max(std::hypot(g[0] + g[2], g[1] + g[3]), size) : g.cwiseAbs().maxCoeff();
    steepest = std::max(steepest, here);
  }
  return steepest;
}

void paintPulls(BoxStage& stage, double full) {
  if (!stage.scene.prediction.allFinite() || stage.scene.pulls.empty() || !(full > 0)) return;
  const Pulls pulls{stage, longestPull(stage.scale) / full, stage.pixels(stage.scene.prediction)};
  stage.scene.pullsByCentre ? pulls.onCentreAndSize() : pulls.onEdges();
}

void paintPullArrow(QPainter& painter, const QLineF& arrow, const QColor& color, const PlotStyle& style) {
  const double length = arrow.length();
  painter.setRenderHint(QPainter::Antialiasing);
  if (length < shortest) {
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawEllipse(arrow.p1(), 1.6, 1.6);
    return;
  }
  const QPointF ahead(arrow.dx() / length, arrow.dy() / length), across(-ahead.y(), ahead.x());
  const double shrink = std::min(1.0, length / (1.25 * headLength));
  const QPointF base = arrow.p2() - headLength * shrink * ahead;
  const QPointF half = headHalfWidth * std::max(shrink, 0.6) * across;
  const QPolygonF head{{arrow.p2(), base + half, base - half}};
  const QColor paper = withAlpha(style.background, 0.8);
  for (const auto& [ink, extra] : {std::pair(paper, 2.4), std::pair(color, 0.0)}) {
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(ink, shaftWidth + extra, Qt::SolidLine, Qt::FlatCap));
    painter.drawLine(arrow.p1(), base);
    painter.setBrush(ink);
    painter.setPen(QPen(ink, std::max(extra, 0.4), Qt::SolidLine, Qt::RoundCap, Qt::MiterJoin));
    painter.drawPolygon(head);
  }
}

}  // namespace lossarium::ui
