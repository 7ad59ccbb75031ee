// What the 3-D surface and the contour map show: plain data, drawn by whoever is asked.
#pragma once

#include "core/base/value.h"
#include "core/landscape/surface.h"

#include <QColor>
#include <QString>

#include <Eigen/Core>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace lossarium::ui {

/// A run's way over the surface; its last point is where the ball is.
struct Trail {
  std::vector<Eigen::Vector3d> points;  ///< (a, b, loss) in the slice's coordinates, with the true loss
  QColor color;
  QString letter;                           ///< "A" … "F"; empty when there is only one run
  std::vector<Eigen::Vector3d> later = {};  ///< the way that it went on from there, drawn faintly
};

/// A direction in (a, b) at the first trail's ball.
struct SurfaceArrow {
  Eigen::Vector2d direction;
  QColor color;
  QString name;
};

/// Where a run was after so many steps.
struct SceneMoment {
  Eigen::Vector2d place;
  std::int64_t step;
};

enum class MarkLook {
  solution,  ///< a ring with its name
  minimum,   ///< as the least loss is marked
  local,     ///< a small ring: there may be many
};

/// A place in the plane that is known: another solution, a minimum.
struct SceneMark {
  Eigen::Vector2d place;
  QString name;
  MarkLook look = MarkLook::solution;
};

/// Another height over the same plane, laid over the first as contour lines.
struct SceneContours {
  std::shared_ptr<const Surface> surface;
  QString name;       ///< "validation"
  QColor color = {};  ///< over the field; on paper it is darkened
  Qt::PenStyle dash = Qt::DashLine;
  std::optional<Eigen::Vector2d> best = {};  ///< (a, b) of its least value in this plane
};

struct SurfaceScene {
  std::shared_ptr<const Surface> surface;  ///< none: only the empty stage is drawn
  std::vector<Trail> trails;
  std::optional<Eigen::Vector3d> minimum;  ///< (a, b, loss) of the least loss in this plane
  std::optional<Eigen::Vector3d> ghost;    ///< where the run was best by rows that it does not learn from
  std::optional<Eigen::Vector2d>
      descent;  ///< direction of steepest descent at the first trail's ball, in (a, b)
  std::vector<SurfaceArrow> arrows = {};  ///< besides it
  /// Whether those are drawn, a key names all, and the map has the field of steepest descent.
  bool namesArrows = false;
  std::vector<SceneMark> marks = {};
  std::vector<SceneMoment> moments = {};       ///< of the ways: a click on one goes there in time
  std::optional<Eigen::Vector2d> handle = {};  ///< the start, as a ring that can be dragged
  QString aTitle;
  QString bTitle;
  QString lossTitle;         ///< with the unit
  bool logarithmic = false;  ///< height and colours by log10 of the loss
  std::vector<SceneContours> overlay = {};
  QString name = {};  ///< of the first height, beside those laid over it: "training"
  /// What stays the same under another height that this one may glide into: model, data set, start. None: the
  /// next surface takes its place at once.
  std::vector<Choice> ground = {};
  double heightPresence = 1;  ///< of the numbers of the height: less while those of another unit come
};

/// Whether both show the same heights: then they differ in what moves over them alone.
inline bool sameHeights(const SurfaceScene& one, const SurfaceScene& other) {
  const auto same = [](const SceneContours& x, const SceneContours& y) {
    return x.surface == y.surface && x.color == y.color;
  };
  return one.surface == other.surface && one.logarithmic == other.logarithmic &&
         std::equal(one.overlay.begin(), one.overlay.end(), other.overlay.begin(), other.overlay.end(), same);
}

}  // namespace lossarium::ui
