#include "core/datasets/detections.h"

#include "core/datasets/box_rows.h"
#include "core/datasets/toy_data.h"
#include "core/datasets/toy_parameters.h"

#include <algorithm>
#include <cmath>

namespace lossarium {
namespace {

constexpr double planeWidth = 10, planeHeight = 7;
constexpr double smallest = 0.35, largest = 0.75;  // of an object, in cells of the plane
constexpr double smallestLeft = 0.05;              // of a size that noise may leave
constexpr Index featureCount = 3;

constexpr ParameterSpec parameters[] = {
    {.id = "objects",
     .label = "Objects",
     .kind = ParameterKind::integer,
     .minimum = 1,
     .maximum = 400,
     .initial = 12,
     .scale = ParameterScale::logarithmic,
     .hint = "How many things are to be found."},
    {.id = "detections",
     .label = "Detections",
     .kind = ParameterKind::integer,
     .minimum = 1,
     .maximum = 50,
     .initial = 3,
     .scale = ParameterScale::logarithmic,
     .hint = "How many boxes are predicted for each object; a row each."},
    {.id = "jitter",
     .label = "Jitter",
     .unit = "sizes",
     .minimum = 0,
     .maximum = 2,
     .initial = 0.5,
     .hint = "How far detections miss, in sizes of the object (standard deviation). From about 1 on many "
             "boxes do "
             "not touch their target: IoU cannot move them."},
    {.id = "informed",
     .label = "Informed",
     .minimum = 0,
     .maximum = 1,
     .initial = 0.9,
     .hint =
         "How much of the miss shows in the three features: at 1 a linear correction can undo it, at 0 there "
         "is nothing to learn."},
    {.id = "annotation_noise",
     .label = "Target noise",
     .unit = "sizes",
     .minimum = 0,
     .maximum = 0.5,
     .initial = 0.05,
     .hint =
         "How unsteadily targets are drawn, in sizes of the object (standard deviation of each edge). Nobody "
         "can foresee it."},
    {.id = "outliers",
     .label = "Outliers",
     .minimum = 0,
     .maximum = 0.5,
     .initial = 0,
     .hint = "Share of the targets that are drawn somewhere else. A bounded loss lets go of them: a box that "
             "misses costs no more than the loss' bound."},
    seedParameter,
    standardizeParameter};

/// By centre and size.
struct Box {
  double x = 0, y = 0, width = 0, height = 0;

  Eigen::RowVector4d corners() const {
    return {x - width / 2, y - height / 2, x + width / 2, y + height / 2};
  }
};

/// Cells that cover the plane, nearly square, one at least for each object.
struct Cells {
  Index columns = 1, rows = 1;

  explicit Cells(Index objects) {
    while (static_cast<double>(columns * columns) < static_cast<double>(objects) * planeWidth / planeHeight)
      ++columns;
    rows = (objects + columns - 1) / columns;
  }
  double width() const { return planeWidth / static_cast<double>(columns); }
  double height() const { return planeHeight / static_cast<double>(rows); }
};

Box boxAt(Random& random, const Cells& cells, double left, double bottom) {
  Box box;
  box.width = cells.width() * random.uniform(smallest, largest);
  box.height = cells.height() * random.uniform(smallest, largest);
  box.x = left + box.width / 2 + (cells.width() - box.width) * random.uniform();
  box.y = bottom + box.height / 2 + (cells.height() - box.height) * random.uniform();
  return box;
}

std::vector<Box> drawObjects(const Choice& choice, const Cells& cells) {
  Random random = stream(choice, "objects");
  const auto places = random.permutation(cells.columns * cells.rows);
  std::vector<Box> objects;
  for (Index k = 0; k < choice.integer("objects"); ++k) {
    const Index place = places[static_cast<std::size_t>(k)];
    objects.push_back(boxAt(random, cells, static_cast<double>(place % cells.columns) * cells.width(),
                            static_cast<double>(place / cells.columns) * cells.height()));
  }
  return objects;
}

double exponential(double u) { return (12 + 6 * u + u * u) / (12 - 6 * u + u * u); }

// The box that `miss` corrects to `object`.
Box missing(const Box& object, const Eigen::Vector4d& miss) {
  Box box;
  box.width = object.width / exponential(miss[2] / 2);
  box.height = object.height / exponential(miss[3] / 2);
  box.x = object.x - box.width * miss[0];
  box.y = object.y - box.height * miss[1];
  return box;
}

// How the features show in the miss; rows of length 1.
Eigen::Vector4d toldBy(const Eigen::RowVector3d& f) {
  return {0.8 * f[0] + 0.6 * f[1], 0.6 * f[1] - 0.8 * f[2], 0.6 * f[0] - 0.8 * f[1],
          0.6 * f[1] + 0.64 * f[2] - 0.48 * f[0]};
}

void drawPredictions(Dataset& dataset, const Choice& choice, const std::vector<Box>& objects) {
  Random features = stream(choice, "features"), rest = stream(choice, "rest");
  const double told = choice.real("informed"), untold = std::sqrt(1 - told * told);
  for (Index i = 0; i < dataset.count(); ++i) {
    const std::size_t object = static_cast<std::size_t>(i) % objects.size();
    Eigen::RowVector3d shown;
    Eigen::Vector4d hidden;
    for (double& each : shown) each = features.normal();
    for (double& each : hidden) each = rest.normal();
    const Eigen::Vector4d miss = choice.real("jitter") * (told * toldBy(shown) + untold * hidden);
    dataset.features(i, DetectionColumns::object) = static_cast<double>(object + 1);
    dataset.features.row(i).segment<4>(DetectionColumns::predicted) =
        missing(objects[object], miss).corners();
    dataset.features.row(i).tail(featureCount) = shown;
  }
}

// Edges that noise would let cross keep a small part of the size between them.
void drawTargets(Dataset& dataset, const Choice& choice, const std::vector<Box>& objects) {
  Random noise = stream(choice, "annotation");
  const double deviation = choice.real("annotation_noise");
  dataset.trueBoxes.resize(dataset.count(), 4);
  for (Index i = 0; i < dataset.count(); ++i) {
    const Box& object = objects[static_cast<std::size_t>(i) % objects.size()];
    const Eigen::RowVector4d size(object.width, object.height, object.width, object.height);
    Eigen::RowVector4d box = object.corners();
    dataset.trueBoxes.row(i) = box;
    for (Index k = 0; k < 4; ++k) box[k] += deviation * size[k] * noise.normal();
    for (const Index k : {0, 1}) box[k + 2] = std::max(box[k + 2], box[k] + smallestLeft * size[k]);
    dataset.target.row(i) = box;
  }
}

void drawOutliers(Dataset& dataset, const Choice& choice, const Cells& cells) {
  Random random = stream(choice, "outliers");
  const auto count = static_cast<double>(dataset.count());
  const auto moved = static_cast<std::size_t>(std::lround(choice.real("outliers") * count));
  const auto order = random.permutation(dataset.count());
  for (std::size_t k = 0; k < moved; ++k) {
    const double left = (planeWidth - cells.width()) * random.uniform(),
                 bottom = (planeHeight - cells.height()) * random.uniform();
    dataset.target.row(order[k]) = boxAt(random, cells, left, bottom).corners();
  }
}

}  // namespace

constexpr DatasetSpec Detections::spec{.id = "detections",
                                       .title = "Detections of objects",
                                       .parameters = parameters,
                                       .learningRate = 0.5,
                                       .epochs = 200,
                                       .caption =
                                           "Boxes that a detector put near objects, to be moved onto their "
                                           "targets: a loss moves those that miss "
                                           "only if it has a slope there.",
                                       .model = "boxes"};

Dataset Detections::make(const Choice& choice, const Progress&) {
  const Cells cells(choice.integer("objects"));
  const std::vector<Box> objects = drawObjects(choice, cells);
  Dataset dataset = boxRows(choice.integer("objects") * choice.integer("detections"), {"f1", "f2", "f3"});
  drawPredictions(dataset, choice, objects);
  drawTargets(dataset, choice, objects);
  drawOutliers(dataset, choice, cells);
  return dataset;
}

}  // namespace lossarium
