#include "core/experiment/examples.h"

#include <algorithm>
#include <iterator>
#include <sstream>
#include <stdexcept>
#include <string>

namespace lossarium {
namespace {

Experiment on(const char* dataset, const char* loss) {
  return withSettings(defaultExperiment(),
                      {{"dataset.id", std::string(dataset)}, {"loss.id", std::string(loss)}});
}

Experiment divergence() {
  return withSettings(on("cars", "mse"),
                      {{"optimizer.learning_rate", 1.05}, {"training.epochs", std::int64_t{100}}});
}

Experiment edgeOfStability() {
  return withSettings(on("sine", "mse"), {{"model", std::string("mlp")},
                                          {"model.layers", std::int64_t{2}},
                                          {"model.width", std::int64_t{16}},
                                          {"optimizer", std::string("gradient_descent")},
                                          {"optimizer.learning_rate", 0.1},
                                          {"optimizer.schedule", std::string("constant")},
                                          {"training.epochs", std::int64_t{3000}},
                                          {"landscape.plane", std::string("hessian")}});
}

Experiment rescaledAway() {
  return withSettings(on("sine", "mse"), {{"model", std::string("mlp")},
                                          {"model.layers", std::int64_t{1}},
                                          {"model.width", std::int64_t{12}},
                                          {"model.activation", std::string("relu")},
                                          {"optimizer", std::string("adam")},
                                          {"optimizer.learning_rate", 0.02},
                                          {"training.epochs", std::int64_t{1000}},
                                          {"landscape.plane", std::string("random")}});
}

Experiment ravine() {
  return withSettings(on("belgian_calls", "mse"),
                      {{"dataset.standardize", false}, {"optimizer.learning_rate", 1e-4}});
}

Experiment smallBatches() {
  return withSettings(on("noisy_line", "mse"),
                      {{"training.batch_size", std::int64_t{5}}, {"training.epochs", std::int64_t{20}}});
}

Experiment spreadQuantile() {
  return withSettings(on("heteroscedastic", "quantile"),
                      {{"loss.tau", 0.9}, {"optimizer.learning_rate", 0.5}});
}

Experiment wrongLabels() {
  return withSettings(on("gaussians", "log_loss"),
                      {{"dataset.label_noise", 0.2}, {"optimizer.learning_rate", 1.0}});
}

Experiment rareClass() {
  return withSettings(on("imbalanced", "log_loss"), {{"dataset.samples", std::int64_t{1000}},
                                                     {"dataset.positive_share", 0.03},
                                                     {"optimizer.learning_rate", 1.0}});
}

Experiment validation() {
  return withSettings(on("penguins", "huber"), {{"loss.delta", 300.0},
                                                {"optimizer.learning_rate", 0.1},
                                                {"split.train", 0.6},
                                                {"split.validation", 0.2},
                                                {"split.test", 0.2}});
}

Experiment species() {
  return withSettings(defaultExperiment(),
                      {{"dataset.id", std::string("penguins")},
                       {"dataset.target", std::string("species")},
                       {"dataset.features", std::vector<std::string>{"bill_length_mm", "bill_depth_mm"}},
                       {"loss.id", std::string("cross_entropy")}});
}

Experiment sexes() {
  return withSettings(defaultExperiment(), {{"dataset.id", std::string("penguins")},
                                            {"dataset.target", std::string("sex")},
                                            {"dataset.task", std::string("binary")},
                                            {"dataset.features", std::vector<std::string>{"body_mass_g"}},
                                            {"loss.id", std::string("log_loss")}});
}

Experiment noHiddenLayer() { return withSetting(on("xor", "log_loss"), "model.layers", std::int64_t{0}); }

Experiment threeKinks() {
  return withSettings(on("circle", "log_loss"), {{"model.layers", std::int64_t{1}},
                                                 {"model.width", std::int64_t{3}},
                                                 {"model.activation", std::string("relu")}});
}

Experiment underFitting() {
  return withSettings(on("sine", "mse"),
                      {{"model.id", std::string("polynomial")}, {"model.degree", std::int64_t{1}}});
}

Experiment overFitting() {
  return withSettings(on("motorcycle", "mse"), {{"model.id", std::string("mlp")},
                                                {"model.layers", std::int64_t{1}},
                                                {"model.width", std::int64_t{32}},
                                                {"optimizer.id", std::string("adam")},
                                                {"optimizer.learning_rate", 0.1},
                                                {"split.train", 0.3},
                                                {"split.validation", 0.7},
                                                {"split.seed", std::int64_t{3}},
                                                {"training.epochs", std::int64_t{1200}}});
}

Experiment learntNoise() {
  return withSettings(on("two_moons", "log_loss"), {{"dataset.samples", std::int64_t{100}},
                                                    {"dataset.noise", 0.35},
                                                    {"model.width", std::int64_t{32}},
                                                    {"split.train", 0.6},
                                                    {"split.validation", 0.4}});
}

Experiment overshoot() {
  return withSettings(on("cars", "mse"), {{"optimizer.id", std::string("momentum")},
                                          {"optimizer.momentum", 0.95},
                                          {"optimizer.learning_rate", 0.05},
                                          {"training.epochs", std::int64_t{200}}});
}

Experiment settlingBatches() {
  return withSettings(smallBatches(),
                      {{"optimizer.learning_rate", 0.3}, {"optimizer.schedule", std::string("cosine")}});
}

// Most boxes begin beside their targets.
Experiment boxesThatMiss() {
  return withSettings(on("detections", "iou"), {{"dataset.detections", std::int64_t{1}},
                                                {"dataset.jitter", 1.0},
                                                {"dataset.annotation_noise", 0.0},
                                                {"dataset.seed", std::int64_t{2}},
                                                {"optimizer.id", std::string("gradient_descent")},
                                                {"optimizer.learning_rate", 2.0},
                                                {"optimizer.schedule", std::string("cosine")},
                                                {"training.epochs", std::int64_t{400}}});
}

Experiment learntCorrection() {
  return withSettings(on("detections", "giou"), {{"dataset.detections", std::int64_t{20}},
                                                 {"dataset.jitter", 0.3},
                                                 {"model.id", std::string("box_linear")},
                                                 {"optimizer.id", std::string("gradient_descent")},
                                                 {"optimizer.learning_rate", 0.5},
                                                 {"optimizer.schedule", std::string("cosine")},
                                                 {"split.train", 0.5},
                                                 {"split.validation", 0.5}});
}

constexpr Example entries[] = {
    {"Belgian calls: seven wrong years",
     "Run, then switch the loss: Huber half lets go of the seven wrong years, MAE all but forgets them.",
     [] { return on("belgian_calls", "mse"); }},
    {"Stars of CYG OB1: leverage",
     "Four giants at the left tilt every line: MAE ends further off than MSE. No loss here saves you.",
     [] { return on("stars_cyg_ob1", "mse"); }},
    {"Noisy line: turn up the outliers",
     "Drag Outliers while it runs: MSE's bowl moves with them, MAE's hardly – until they are half of all.",
     [] { return on("noisy_line", "mse"); }},
    {"Anscombe's third set: one outlier", "Ten points lie on a line. MSE misses it, MAE finds it.",
     [] { return withSetting(on("anscombe", "mse"), "dataset.set", std::int64_t{3}); }},
    {"Small batches: a noisy way down",
     "With 5 of 200 points a step the ball staggers about the minimum: each batch has a bowl of its own.",
     &smallBatches, "dataset.id dataset.samples model.id loss.id training.batch_size"},
    {"Ravine: inputs as they come",
     "Without standardised inputs the bowl is a ravine: the ball falls to its floor, then crawls. Press L.",
     &ravine, "dataset.id dataset.standardize model.id"},
    {"Divergence: a step too far",
     "The learning rate is a little above the largest stable one: each step overshoots further.", &divergence,
     "dataset model.id loss.id optimizer"},
    {"Momentum: past the minimum and back",
     "With momentum 0.95 the ball rolls through the minimum and comes back, again and again: the loss rises "
     "and falls in waves. With 0.4 it rolls in and stays.",
     &overshoot, "dataset.id dataset.standardize model.id loss.id optimizer.id optimizer.learning_rate"},
    {"Small batches that settle: cosine",
     "At this rate small batches never come to rest; as the schedule lowers it the ball settles on the "
     "minimum. Set it to constant to compare.",
     &settlingBatches, "dataset.id model.id training.batch_size optimizer.id optimizer.learning_rate"},
    {"Growing spread: the 0.9 quantile",
     "Nine in ten points end below this line. Turn tau to 0.1: the line tilts, for the spread grows.",
     &spreadQuantile, "dataset.id model.id loss.id"},
    {"Wrong labels: the best possible loss",
     "A fifth of the labels is wrong: no model can expect less than the dashed line, however well it parts "
     "the clouds.",
     &wrongLabels, "dataset.id dataset.label_noise"},
    {"A rare class: easy rows drown it",
     "Three rows in a hundred are positive, and the border lies beyond half of them. A positive weight of 30 "
     "moves it to the middle.",
     &rareClass, "dataset.id dataset.samples dataset.positive_share model.id loss.id"},
    {"Exclusive or: no line will do",
     "Without hidden layers the run settles near ln 2 = 0.69, the loss of a coin. Give it one hidden layer: "
     "all points are right.",
     &noHiddenLayer, "dataset.id model.id loss.id"},
    {"Circle: three units with a kink",
     "Each unit is bent along one line, and three lines fence the circle in: all points are right. Take one "
     "away: the fence is open. The tab Network shows them.",
     &threeKinks, "dataset.id model.id model.layers model.activation"},
    {"Spiral: layer upon layer",
     "Two layers of eight units get all but a few of the 200 points right, a single layer leaves a dozen or "
     "more. The tab Network shows how straight borders become bent ones.",
     [] { return on("spiral", "log_loss"); }},
    {"Six bumps: a field over two inputs",
     "Three hills, three hollows: the network finds them and explains 99 % of the variance; a linear model "
     "hardly any of it.",
     [] { return on("bumps", "mse"); }, "dataset.id"},
    {"Sine: under-fitting",
     "A line bends to no wave: its loss stays at 0.23 however long it runs. Degree 5 gets down to 0.04, "
     "the noise itself.",
     &underFitting, "dataset.id dataset.noise model.id"},
    {"Motorcycle: over-fitting",
     "The network finds the shock, then bends around single training rows: near epoch 370 the validation "
     "loss "
     "turns and rises by half. The pale ghost is the fit it had there.",
     &overFitting, "dataset split model loss.id optimizer penalty training"},
    {"Sine: the edge of stability",
     "Let the curves show the curvature: it settles at 20, where steps at this rate are barely stable. At "
     "twice "
     "the rate it settles at 10, in a flatter valley.",
     &edgeOfStability, "dataset.id model loss.id optimizer.id"},
    {rescalingExample,
     "Run, then open the tab Shape, Rescaling a layer: at 100 times the curvature is over a thousand "
     "times as large, and no prediction has changed. Flat is no law of good.",
     &rescaledAway, "dataset.id model loss.id"},
    {"Two moons: a network learns the noise",
     "The training loss falls to nearly 0 while the validation loss rises to 0.98. With an L2 penalty of "
     "0.01 both end near 0.22.",
     &learntNoise, "dataset split model optimizer.id"},
    {"Penguins: held-out rows", "A fifth of the rows judge without being learnt from: the validation curve.",
     &validation, "dataset.id split"},
    {"Penguins: three species",
     "Bill length or depth alone gets three in four right, both together 96 of 100: take one away.", &species,
     "dataset.id dataset.target model.id"},
    {"Penguins: female or male",
     "Body mass alone hardly tells the sexes apart. Add bill depth to the inputs: nine in ten are right.",
     &sexes, "dataset.id dataset.target model.id"},
    {"Boxes: IoU leaves those that miss",
     "Seven of twelve boxes begin beside their targets: IoU has no slope there and never moves them. GIoU "
     "brings all home.",
     &boxesThatMiss,
     "dataset.id dataset.objects dataset.detections dataset.jitter dataset.outliers dataset.seed model.id "
     "loss.id optimizer.id optimizer.learning_rate"},
    {"Detections: a correction that is learnt",
     "What each detection misses shows in its features: a linear correction lifts the mean IoU of rows it "
     "has "
     "not seen from 0.4 to 0.65. Turn Informed to 0: nothing is left to learn.",
     &learntCorrection, "dataset model.id split"},
};

}  // namespace

std::span<const Example> examples() { return entries; }

std::size_t exampleNamed(std::string_view title) {
  const auto found = std::find_if(std::begin(entries), std::end(entries),
                                  [&](const Example& each) { return each.title == title; });
  if (found == std::end(entries)) throw std::out_of_range("no example " + std::string(title));
  return static_cast<std::size_t>(found - std::begin(entries));
}

bool stillHolds(const Example& example, const Experiment& now) {
  const auto changed = difference(example.make(), now);
  std::istringstream keys{std::string(example.speaksOf)};
  for (std::string key; keys >> key;)
    for (const auto& [name, value] : changed)
      if (name == key || name.starts_with(key + ".")) return false;
  return true;
}

}  // namespace lossarium
