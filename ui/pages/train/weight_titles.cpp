// The names of weights with those of the data's columns.
#include "core/datasets/output_names.h"
#include "core/models/weight_words.h"
#include "ui/pages/train/scenes.h"
#include "ui/widgets/number_text.h"

#include <QCoreApplication>

namespace lossarium::ui {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("Scenes", text); }

std::vector<std::string> readableAll(const std::vector<std::string>& names) {
  std::vector<std::string> all;
  for (const std::string& name : names) all.push_back(readable(name).toStdString());
  return all;
}

EndNames endsOf(const Dataset& dataset) { return {readableAll(dataset.featureNames), outputNames(dataset)}; }

bool isWeightOfLine(const Problem& problem, Index weight) {
  return problem.model->spec().id == "linear" &&
         weight < problem.model->featureCount() * problem.model->outputCount();
}

QString titleOf(const Problem& problem, Index weight, const EndNames& ends) {
  const QString name = QString::fromStdString(weightWords(*problem.model, weight, ends).name);
  const bool scaled = problem.experiment.dataset.flag("standardize") && isWeightOfLine(problem, weight);
  return scaled ? tr("%1, per deviation").arg(name) : name;
}

}  // namespace

QString weightTitle(const Problem& problem, Index weight) {
  return titleOf(problem, weight, endsOf(*problem.dataset));
}

std::vector<QString> weightTitles(const Problem& problem) {
  const EndNames ends = endsOf(*problem.dataset);
  std::vector<QString> titles;
  for (Index i = 0; i < problem.model->weightCount(); ++i) titles.push_back(titleOf(problem, i, ends));
  return titles;
}

QString weightHint(const Problem& problem, Index weight) {
  const WeightWords words = weightWords(*problem.model, weight);
  QString hint = tr("%1, in files %2.")
                     .arg(QString::fromStdString(words.symbol),
                          QString::fromStdString(weightName(*problem.model, weight)));
  if (!words.hint.empty()) hint += QLatin1Char(' ') + QString::fromStdString(words.hint);
  return hint;
}

}  // namespace lossarium::ui
