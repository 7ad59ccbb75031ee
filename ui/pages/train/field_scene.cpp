// What a regression makes of two inputs, as the data view draws it.
#include "core/losses/rate.h"
#include "ui/pages/train/scenes.h"
#include "ui/widgets/number_text.h"

#include <QCoreApplication>

namespace lossarium::ui {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("Scenes", text); }

void addPoints(FieldScene& scene, const Dataset& dataset, const std::vector<Index>& rows, Index stride,
               FieldPoint kind) {
  for (std::size_t i = 0; i < rows.size(); i += static_cast<std::size_t>(stride)) {
    kind.place = {dataset.features(rows[i], 0), dataset.features(rows[i], 1)};
    kind.target = dataset.target(rows[i], 0);
    scene.points.push_back(kind);
  }
}

void addPredictions(FieldScene& scene, const RunFrame& frame) {
  for (const Matrix* part : {&frame.trainingPrediction, &frame.validationPrediction, &frame.testPrediction}) {
    if (part->size() == 0) continue;
    const Matrix values = inTargetUnits(frame.problem->loss->spec(), *part);
    scene.prediction.insert(scene.prediction.end(), values.data(), values.data() + values.rows());
  }
  scene.loss = frame.trainingLoss;
  scene.pull = frame.trainingPull.cwiseAbs();
}

}  // namespace

bool hasField(const Problem& problem) { return FitMap::applies(problem); }

FieldScene fieldScene(const RunFrame& frame) {
  const Problem& problem = *frame.problem;
  const Dataset& dataset = *problem.dataset;
  FieldScene scene;
  addPoints(scene, dataset, problem.rows.train, frame.shownStride, {});
  const auto drawn = static_cast<qsizetype>(scene.points.size());
  addPoints(scene, dataset, problem.rows.validation, frame.shownStride, {.training = false});
  if (testIsOpen(problem))
    addPoints(scene, dataset, problem.rows.test, frame.shownStride, {.training = false, .test = true});
  addPredictions(scene, frame);
  scene.field = frame.fit;
  scene.xTitle = readable(dataset.featureNames[0]);
  scene.yTitle = readable(dataset.featureNames[1]);
  scene.targetName = readable(dataset.targetName);
  scene.caption = shownMoment(frame) + dataNotes(problem, drawn) +
                  tr("Ground: what is predicted. Points: what is; one that vanishes is predicted well. ");
  return scene;
}

}  // namespace lossarium::ui
