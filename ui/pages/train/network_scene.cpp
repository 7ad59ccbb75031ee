// A network looked into, as the network view draws it.
#include "ui/pages/train/scenes.h"
#include "ui/widgets/number_text.h"

namespace lossarium::ui {
namespace {

QStringList readableAll(const std::vector<std::string>& names) {
  QStringList all;
  for (const auto& name : names) all << readable(name);
  return all;
}

QStringList outputNames(const Dataset& dataset) {
  if (dataset.task == Task::classes) return readableAll(dataset.classNames);
  return {readable(dataset.task == Task::binary ? dataset.classNames[1] : dataset.targetName)};
}

}  // namespace

NetworkScene networkScene(const std::shared_ptr<const UnitFields>& fields) {
  const Problem& problem = *fields->problem;
  const auto target = problem.training->samples().target.col(0);
  NetworkScene scene;
  scene.fields = fields;
  scene.inputNames = readableAll(problem.dataset->featureNames);
  scene.outputNames = outputNames(*problem.dataset);
  scene.activation = readable(problem.experiment.model.text("activation"));
  scene.targets = sensibleRange(target.minCoeff(), target.maxCoeff());
  scene.classes = isClassification(problem.dataset->task);
  return scene;
}

}  // namespace lossarium::ui
