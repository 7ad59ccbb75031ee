#include "ui/pages/train/box_scene.h"

#include "core/base/value.h"
#include "core/boxes/box_scores.h"
#include "core/boxes/detection_columns.h"
#include "ui/pages/train/scenes.h"

#include <QCoreApplication>

#include <algorithm>

namespace lossarium::ui {
namespace {

constexpr double margin = 0.04;   // of the extent of all boxes, on each side
constexpr double farthest = 0.5;  // of that extent: so far the picture follows boxes that stray

QString tr(const char* text) { return QCoreApplication::translate("Scenes", text); }

QRectF rectangle(const Eigen::RowVector4d& box) {
  if (!box.allFinite()) return noBox;
  return QRectF(QPointF(std::min(box[0], box[2]), std::min(box[1], box[3])),
                QPointF(std::max(box[0], box[2]), std::max(box[1], box[3])));
}

Detection heldOut(bool test) {
  Detection kind;
  kind.training = false;
  kind.test = test;
  return kind;
}

void addRows(BoxCloudScene& scene, const RunFrame& frame, const std::vector<Index>& rows,
             const Matrix& prediction, Detection kind) {
  const Dataset& dataset = *frame.problem->dataset;
  BoxFit& fit = scene.fits.front();
  for (Index i = 0; i < prediction.rows(); ++i) {
    const Index row = rows[static_cast<std::size_t>(i * frame.shownStride)];
    const auto features = dataset.features.row(row);
    kind.object = QString::fromStdString(toText(features[DetectionColumns::object]));
    kind.target = rectangle(dataset.target.row(row));
    kind.detected = rectangle(features.segment<4>(DetectionColumns::predicted));
    scene.rows.push_back(kind);
    fit.boxes.append(rectangle(prediction.row(i)));
  }
}

// Only of as many rows as are shown.
QVector<double> overlaps(const BoxCloudScene& scene) {
  const auto corners = [](const QRectF& box) {
    return Eigen::RowVector4d(box.left(), box.top(), box.right(), box.bottom());
  };
  const auto count = static_cast<Index>(scene.rows.size());
  Matrix prediction(count, 4), target(count, 4);
  for (Index i = 0; i < count; ++i) {
    prediction.row(i) = corners(scene.fits.front().boxes[static_cast<qsizetype>(i)]);
    target.row(i) = corners(scene.rows[static_cast<std::size_t>(i)].target);
  }
  const Vector iou = iouOfRows(prediction, target);
  return {iou.begin(), iou.end()};
}

// A point or a line takes part, too: QRectF's own union leaves them out.
void widen(QRectF& range, const QRectF& box) {
  range = QRectF(QPointF(std::min(range.left(), box.left()), std::min(range.top(), box.top())),
                 QPointF(std::max(range.right(), box.right()), std::max(range.bottom(), box.bottom())));
}

// Round ends, so that the picture holds still while boxes move.
QRectF rangeOf(const BoxCloudScene& scene) {
  QRectF range = scene.rows.front().target;
  for (const Detection& row : scene.rows) {
    widen(range, row.target);
    widen(range, row.detected);
  }
  const double across = margin * range.width(), up = margin * range.height();
  range.adjust(-across, -up, across, up);
  const double beyond = farthest * std::max(range.width(), range.height());
  const QRectF most = range.adjusted(-beyond, -beyond, beyond, beyond);
  QRectF all = range;
  for (const QRectF& box : scene.fits.front().boxes)
    if (isThere(box)) widen(all, box);
  const AxisRange x = niceRange(std::max(all.left(), most.left()), std::min(all.right(), most.right()), 5);
  const AxisRange y = niceRange(std::max(all.top(), most.top()), std::min(all.bottom(), most.bottom()), 5);
  return QRectF(QPointF(all.left() < range.left() ? x.minimum : range.left(),
                        all.top() < range.top() ? y.minimum : range.top()),
                QPointF(all.right() > range.right() ? x.maximum : range.right(),
                        all.bottom() > range.bottom() ? y.maximum : range.bottom()));
}

QVector<double> toQVector(const Vector& vector) { return {vector.begin(), vector.end()}; }

}  // namespace

BoxCloudScene boxScene(const RunFrame& frame) {
  const Problem& problem = *frame.problem;
  BoxCloudScene scene;
  scene.fits.emplace_back();
  addRows(scene, frame, problem.rows.train, frame.trainingPrediction, {});
  const auto drawn = static_cast<qsizetype>(scene.rows.size());
  addRows(scene, frame, problem.rows.validation, frame.validationPrediction, heldOut(false));
  if (testIsOpen(problem)) addRows(scene, frame, problem.rows.test, frame.testPrediction, heldOut(true));
  scene.iou = overlaps(scene);
  scene.loss = toQVector(frame.trainingLoss);
  scene.pull = toQVector(frame.trainingPull.cwiseAbs());
  scene.range = rangeOf(scene);
  scene.caption =
      shownMoment(frame) + dataNotes(problem, drawn) +
      tr("Each box is a row: the run moves it from where it was detected onto its target. ") +
      (drawn < static_cast<qsizetype>(scene.rows.size()) ? tr("Dotted: rows it has not seen. ") : QString());
  return scene;
}

}  // namespace lossarium::ui
