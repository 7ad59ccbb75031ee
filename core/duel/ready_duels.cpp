#include "core/duel/ready_duels.h"

#include <initializer_list>
#include <map>
#include <string>

namespace lossarium {
namespace {

using Set = std::map<std::string, Value>;

std::int64_t whole(std::int64_t number) { return number; }
std::string text(const char* words) { return words; }

DuelPlan losses(const Experiment& first, std::initializer_list<const char*> others) {
  DuelPlan plan{{first}};
  for (const char* loss : others) plan = withCopy(plan, 0, "loss.id", text(loss));
  return plan;
}

Experiment with(const Set& settings) { return withSettings(defaultExperiment(), settings); }

DuelPlan wrongUnit() {
  return losses(with({{"dataset.id", text("belgian_calls")},
                      {"loss.id", text("mse")},
                      {"optimizer.learning_rate", 0.2},
                      {"optimizer.schedule", text("cosine")},
                      {"training.epochs", whole(400)}}),
                {"mae", "huber", "tukey_biweight"});
}

DuelPlan giants() {
  return losses(with({{"dataset.id", text("stars_cyg_ob1")},
                      {"loss.id", text("mse")},
                      {"optimizer.learning_rate", 0.2},
                      {"optimizer.schedule", text("cosine")},
                      {"training.epochs", whole(400)}}),
                {"mae", "huber", "tukey_biweight"});
}

DuelPlan rareClass() {
  return losses(with({{"dataset.id", text("imbalanced")},
                      {"dataset.samples", whole(1000)},
                      {"dataset.positive_share", 0.03},
                      {"loss.id", text("log_loss")},
                      {"optimizer.learning_rate", 0.5},
                      {"training.epochs", whole(400)}}),
                {"focal", "hinge"});
}

DuelPlan threeQuantiles() {
  DuelPlan plan{{with({{"dataset.id", text("engel")},
                       {"loss.id", text("quantile")},
                       {"loss.tau", 0.1},
                       {"optimizer.learning_rate", 50.0},
                       {"training.epochs", whole(400)}})}};
  plan = withCopy(plan, 0, "loss.tau", 0.5);
  return withCopy(plan, 0, "loss.tau", 0.9);
}

DuelPlan badStart() {
  Experiment first = with({{"dataset.id", text("two_moons")},
                           {"model.id", text("linear")},
                           {"loss.id", text("log_loss")},
                           {"optimizer.learning_rate", 0.5},
                           {"training.epochs", whole(200)}});
  first.start.weights = {-8, 8, 0};  // the classes turned round, and sure of it
  return losses(first, {"brier"});
}

DuelPlan boxesApart() {
  return losses(with({{"dataset.id", text("detections")},
                      {"dataset.detections", whole(1)},
                      {"dataset.jitter", 1.0},
                      {"dataset.annotation_noise", 0.0},
                      {"dataset.seed", whole(2)},
                      {"model.id", text("boxes")},
                      {"loss.id", text("iou")},
                      {"optimizer.id", text("gradient_descent")},
                      {"optimizer.learning_rate", 2.0},
                      {"optimizer.schedule", text("cosine")},
                      {"training.epochs", whole(400)}}),
                {"giou", "ciou"});
}

constexpr ReadyDuel duels[] = {
    {"Seven years in another unit",
     "Seven years were booked in another unit: MSE runs after them, Huber less, MAE hardly, and at Tukey six "
     "of "
     "them do not pull at all.",
     wrongUnit},
    {"Four giants, and no loss saves the line",
     "Four giants far to the left hold the line by leverage: a robust loss bounds how hard a residual pulls, "
     "not how far out it stands, and none of these saves the line.",
     giants},
    {"A rare class",
     "Three rows in a hundred are of the rare class: at the usual threshold log loss and focal find a "
     "quarter "
     "of them, and hinge finds none.",
     rareClass},
    {"Three quantiles of Engel’s households",
     "Each quantile loss ends with its share of the households below its line: about 10, 50 and 90 percent.",
     threeQuantiles},
    {"Confidently wrong at the start",
     "Both begin sure of the wrong side: log loss pulls hard on such mistakes and soon turns the border "
     "round, "
     "Brier’s squared error hardly pulls, because its slope fades where the model is sure.",
     badStart},
    {"Boxes that miss their targets",
     "Seven of twelve boxes begin beside their targets: IoU never moves them; GIoU, which swells them until "
     "they touch, and CIoU bring all home.",
     boxesApart}};

}  // namespace

std::span<const ReadyDuel> readyDuels() { return duels; }

}  // namespace lossarium
