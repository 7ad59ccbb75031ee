// What a classifier makes of its data, as the data view draws it.
#include "core/training/input_places.h"
#include "ui/pages/train/scenes.h"
#include "ui/widgets/number_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <functional>
#include <memory>
#include <utility>

namespace lossarium::ui {
namespace {

constexpr double stripHeight = 0.11;  // of a class' points below or beside the curves
constexpr double stripRoom = 0.5;     // of all strips together

QString tr(const char* text) { return QCoreApplication::translate("Scenes", text); }

// Scatters points that coincide, always in the same way: fractions of the golden ratio fill a strip evenly.
double jitter(std::size_t row) {
  const double turn = static_cast<double>(row) * 0.6180339887498949;
  return turn - std::floor(turn) - 0.5;
}

double stripOf(Index classes) { return std::min(stripHeight, stripRoom / static_cast<double>(classes)); }

// Where a row is drawn over one input: beside its target, 0 or 1, or in its class' strip below the curves.
double heightOf(const Dataset& dataset, Index label, std::size_t row) {
  const auto classes = static_cast<Index>(dataset.classNames.size());
  const double strip = stripOf(classes);
  if (dataset.task == Task::binary)
    return label == 1 ? 1 + (0.7 + 0.7 * jitter(row)) * strip : -(0.7 + 0.7 * jitter(row)) * strip;
  return -strip * (static_cast<double>(label) + 1 + 0.7 * jitter(row));
}

QRectF rangeOf(const Dataset& dataset, const DecisionField& field) {
  const QPointF low(field.x[0], field.y[0]);
  const QPointF high(field.x[field.x.size() - 1], field.y[field.y.size() - 1]);
  if (dataset.features.cols() > 1) return QRectF(low, high);
  const auto classes = static_cast<Index>(dataset.classNames.size());
  const bool binary = dataset.task == Task::binary;
  const double below = stripOf(classes) * (binary ? 1.6 : static_cast<double>(classes) + 0.8);
  return QRectF(QPointF(low.x(), -below), QPointF(high.x(), binary ? 1 + below : 1.03));
}

// To find them out looks at all rows: once for the data of a run, not for each of its frames.
std::pair<Index, Index> shownInputsOf(const std::shared_ptr<const Dataset>& dataset) {
  thread_local std::weak_ptr<const Dataset> known;
  thread_local std::pair<Index, Index> inputs;
  if (known.lock() != dataset) {
    inputs = shownInputs(*dataset);
    known = dataset;
  }
  return inputs;
}

void addPoints(ClassScene& scene, const Problem& problem, const std::vector<Index>& rows, Index stride,
               ClassPoint kind) {
  const Dataset& dataset = *problem.dataset;
  const auto [first, second] = shownInputsOf(problem.dataset);
  for (std::size_t i = 0; i < rows.size(); i += static_cast<std::size_t>(stride)) {
    const auto label = static_cast<Index>(dataset.target(rows[i], 0));
    const double y = scene.oneInput ? heightOf(dataset, label, i) : dataset.features(rows[i], second);
    kind.place = {dataset.features(rows[i], first), y};
    kind.label = label;
    scene.points.push_back(kind);
  }
}

void addPredictions(ClassScene& scene, const RunFrame& frame) {
  scene.guesses = frame.trainingGuess;
  scene.guesses.insert(scene.guesses.end(), frame.validationGuess.begin(), frame.validationGuess.end());
  scene.guesses.insert(scene.guesses.end(), frame.testGuess.begin(), frame.testGuess.end());
  const Index training = frame.trainingPrediction.rows(), held = frame.validationPrediction.rows(),
              test = frame.testPrediction.rows();
  scene.prediction.resize(training + held + test, frame.trainingPrediction.cols());
  scene.prediction.topRows(training) = frame.trainingPrediction;
  if (held) scene.prediction.middleRows(training, held) = frame.validationPrediction;
  if (test) scene.prediction.bottomRows(test) = frame.testPrediction;
  scene.loss = frame.trainingLoss;
  scene.pull = frame.trainingPull.cwiseAbs();
}

// Whether the sigmoid or softmax of the scores is a probability where the loss is least.
bool estimatesProbabilities(const LossSpec& loss) {
  return loss.id == "log_loss" || loss.id == "cross_entropy" || loss.id == "brier" ||
         loss.id == "multiclass_brier";
}

QString shareName(const Problem& problem) {
  if (estimatesProbabilities(problem.loss->spec())) return tr("probability of %1");
  return problem.dataset->task == Task::binary ? tr("sigmoid of the score, %1")
                                               : tr("softmax of the scores, %1");
}

QString inputName(const Dataset& dataset, Index input) {
  return readable(dataset.featureNames[static_cast<std::size_t>(input)]);
}

QString otherInputs(const Problem& problem) {
  const auto& names = problem.dataset->featureNames;
  const auto [first, second] = shownInputsOf(problem.dataset);
  if (names.size() < 3) return {};
  return tr("Regions over %1 and %2, %n other inputs at their training mean; points by all inputs. ")
      .replace(QStringLiteral("%n"), QString::number(names.size() - 2))
      .arg(inputName(*problem.dataset, first), inputName(*problem.dataset, second));
}

QString meaningOfColour(const Problem& problem, bool oneInput) {
  if (oneInput || estimatesProbabilities(problem.loss->spec())) return {};
  return tr(
      "How strong a colour is says how large the class' score is; under this loss it is no probability. ");
}

QString meaningOfMarks(const ClassScene& scene) {
  if (!scene.oneInput) return tr("Outlined: another class is predicted. ");
  const bool changes = scene.field && std::adjacent_find(scene.field->best.begin(), scene.field->best.end(),
                                                         std::not_equal_to<>()) != scene.field->best.end();
  return changes ? tr("Dashed: from here on another class is predicted. ") : QString();
}

}  // namespace

ClassScene classScene(const RunFrame& frame, ResidualPicture residuals) {
  const Problem& problem = *frame.problem;
  const Dataset& dataset = *problem.dataset;
  ClassScene scene;
  for (const auto& name : dataset.classNames) scene.classNames << QString::fromStdString(name);
  scene.oneInput = dataset.features.cols() == 1;
  addPoints(scene, problem, problem.rows.train, frame.shownStride, {});
  const auto drawn = static_cast<qsizetype>(scene.points.size());
  addPoints(scene, problem, problem.rows.validation, frame.shownStride, {.training = false});
  if (testIsOpen(problem))
    addPoints(scene, problem, problem.rows.test, frame.shownStride, {.training = false, .test = true});
  addPredictions(scene, frame);
  scene.field = frame.decisions;
  if (scene.field) scene.range = rangeOf(dataset, *scene.field);
  scene.targetName = readable(dataset.targetName);
  const auto [first, second] = shownInputsOf(problem.dataset);
  scene.xTitle = inputName(dataset, first);
  const QString which = dataset.task == Task::binary ? scene.classNames[1] : tr("each class");
  scene.yTitle = scene.oneInput ? shareName(problem).arg(which) : inputName(dataset, second);
  scene.caption = shownMoment(frame) + otherInputs(problem) + meaningOfMarks(scene) +
                  (testIsOpen(problem) ? tr("With a dot: test rows. ") : QString()) +
                  dataNotes(problem, drawn) + meaningOfColour(problem, scene.oneInput);
  addShareBars(scene, frame, residuals);
  return scene;
}

}  // namespace lossarium::ui
