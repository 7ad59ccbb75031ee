#include "core/experiment/examples.h"

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
     &smallBatches},
    {"Ravine: inputs as they come",
     "Without standardised inputs the bowl is a ravine: the ball falls to its floor, then crawls. Press L.",
     &ravine},
    {"Divergence: a step too far",
     "The learning rate is a little above the largest stable one: each step overshoots further.",
     &divergence},
    {"Growing spread: the 0.9 quantile",
     "Nine in ten points end below this line. Turn tau to 0.1: the line tilts, for the spread grows.",
     &spreadQuantile},
    {"Wrong labels: the best possible loss",
     "A fifth of the labels is wrong: no model can expect less than the dashed line, however well it parts "
     "the clouds.",
     &wrongLabels},
    {"A rare class: easy rows drown it",
     "Three rows in a hundred are positive, and the border lies beyond half of them. A positive weight of 30 "
     "moves it to the middle.",
     &rareClass},
    {"Exclusive or: no line will do",
     "The run settles near ln 2 = 0.69, the loss of a coin: half a plane holds as much of either class.",
     [] { return on("xor", "log_loss"); }},
    {"Penguins: held-out rows", "A fifth of the rows judge without being learnt from: the validation curve.",
     &validation},
    {"Penguins: three species",
     "Bill length or depth alone gets three in four right, both together 96 of 100: take one away.",
     &species},
    {"Penguins: female or male",
     "Body mass alone hardly tells the sexes apart. Add bill depth to the inputs: nine in ten are right.",
     &sexes},
};

}  // namespace

std::span<const Example> examples() { return entries; }

}  // namespace lossarium
