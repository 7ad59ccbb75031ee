// Boxes as an experiment: what is chosen, what does not fit, and that a run is what its losses are.
#include "core/models/boxes.h"

#include "core/boxes/box_scores.h"
#include "core/datasets/edits.h"
#include "core/landscape/framing.h"
#include "core/landscape/surface.h"
#include "core/models/weight_words.h"
#include "core/training/diagnosis.h"
#include "core/training/ledger.h"
#include "core/training/metrics.h"
#include "core/training/recorded_run.h"
#include "core/training/step_explanation.h"
#include "tests/core/support/boxes.h"
#include "tests/core/support/findings.h"
#include "tests/core/support/testing.h"

#include <gtest/gtest.h>

namespace lossarium {
namespace {

using testing::errorOf;
using testing::expectHolds;
using testing::problemWith;
using Set = std::map<std::string, Value>;

std::string text(std::string_view word) { return std::string(word); }

TEST(BoxExperiment, ItsModelAndLossAreChosen) {
  const auto problem = problemWith({{"dataset", text("detections")}});
  EXPECT_EQ(problem->experiment.model.id, "boxes");
  EXPECT_EQ(problem->experiment.loss.id, "giou");
  const auto back = build(withSetting(problem->experiment, "dataset", text("belgian_calls")));
  EXPECT_EQ(back->experiment.model.id, "linear");
  EXPECT_EQ(back->experiment.loss.id, "mse");
}

TEST(BoxExperiment, ATableOfBoxesChoosesThem) {
  const auto problem = problemWith(
      {{"dataset", text("csv")}, {"dataset.file", text(LOSSARIUM_SOURCE "/tests/data/detections.csv")}});
  EXPECT_EQ(problem->experiment.model.id, "boxes");
  EXPECT_EQ(problem->experiment.loss.id, "giou");
  EXPECT_EQ(problem->model->weightCount(), 16);
}

TEST(BoxExperiment, AModelThatDoesNotFitIsRefused) {
  expectHolds(errorOf([] {
                problemWith({{"dataset", text("detections")}, {"model", text("mlp")}});
              }),
              "choose another model (boxes, box_linear)");
  expectHolds(errorOf([] {
                problemWith({{"model", text("box_linear")}});
              }),
              "choose another model (linear, polynomial, mlp)");
  expectHolds(errorOf([] { problemWith({{"loss", text("iou")}}); }), "is for boxes");
  expectHolds(errorOf([] {
                problemWith({{"dataset", text("detections")}, {"loss", text("mse")}});
              }),
              "makes this a task of boxes");
}

TEST(BoxExperiment, BoxesAreNotEditedByHand) {
  expectHolds(errorOf([] {
                Experiment experiment = testing::experimentWith({{"dataset", text("detections")}});
                experiment.dataset = withEdits(experiment.dataset, {"remove 1"});
                build(experiment);
              }),
              "not edited by hand");
}

TEST(BoxExperiment, ADisturbanceHasNoEffectAndSaysSo) {
  const auto problem = problemWith({{"dataset", text("detections")}, {"disturbance.outliers", 0.2}});
  EXPECT_EQ(problem->training->samples().target, problem->dataset->target);
  expectHolds(problem->notes.front(), "has no effect");
}

TEST(BoxExperiment, BoxesAreNeverStandardised) {
  const auto problem = problemWith({{"dataset", text("detections")}, {"model", text("box_linear")}});
  const Matrix& seen = problem->training->samples().features;
  EXPECT_EQ(seen.leftCols(5), problem->dataset->features.leftCols(5));
  EXPECT_NEAR(seen.col(5).mean(), 0, 1e-12);
  EXPECT_NEAR(seen.col(7).squaredNorm() / static_cast<double>(seen.rows()), 1, 1e-12);
}

// The risk of a pair of boxes is the loss of that pair, and its gradient the loss' slope.
TEST(BoxExperiment, ThePairIsTheLossItself) {
  for (const auto& entry : lossCatalog()) {
    if (entry.spec->task != Task::boxes) continue;
    const auto problem = problemWith({{"dataset", text("box_pair")},
                                      {"dataset.predicted_x2", 6.5},
                                      {"dataset.predicted_y2", 4.5},
                                      {"loss", text(entry.spec->id)},
                                      {"optimizer.learning_rate", 0.1}});
    const testing::LossOfBox expected = testing::at(text(entry.spec->id), {1, 1, 6.5, 4.5}, {5, 3, 8, 5});
    Vector gradient;
    EXPECT_EQ(problem->training->gradient(problem->startWeights(), gradient), expected.value);
    for (Index k = 0; k < 4; ++k) EXPECT_EQ(gradient[k], expected.slope[static_cast<std::size_t>(k)]);
  }
}

TEST(BoxExperiment, IouLeavesABoxThatMissesWhereItIs) {
  const auto problem =
      problemWith({{"dataset", text("box_pair")}, {"loss", text("iou")}, {"optimizer.learning_rate", 1.0}});
  Trainer trainer(problem);
  while (trainer.step()) {
  }
  EXPECT_EQ(trainer.state().weights, problem->startWeights());
  const RunFrame frame = finishedRun(problem);
  const auto findings = diagnose(frame);
  const Finding* found = testing::find(findings, Verdict::noPull);
  ASSERT_NE(found, nullptr) << testing::textOf(findings);
  EXPECT_TRUE(testing::offers(*found, "loss.id"));
}

TEST(BoxExperiment, HeldOutObjectsKeepTheirPredictedBoxes) {
  const auto problem = problemWith({{"dataset", text("detections")},
                                    {"dataset.detections", std::int64_t{1}},
                                    {"split.train", 0.5},
                                    {"split.validation", 0.5}});
  const Vector elsewhere = problem->startWeights().array() + 100;
  EXPECT_EQ(problem->validation->predictions(elsewhere),
            problem->validation->samples().features.middleCols(1, 4));
  std::string notes;
  for (const auto& note : problem->notes) notes += note;
  expectHolds(notes, "6 held-out rows show an object that no training row shows");
}

TEST(BoxExperiment, MetricsAreWhatTheySay) {
  const auto problem = problemWith({{"dataset", text("detections")}});
  const Vector weights = problem->startWeights();
  const JudgedRows rows(*problem->training, weights, Task::boxes);
  std::map<std::string, double> values;
  for (const Metric& metric : metricsFor(*problem)) values[metric.spec.id] = metric.measure(rows);
  double iou = 0, half = 0, strict = 0, corners = 0;
  for (Index i = 0; i < rows.prediction.rows(); ++i) {
    const auto p = rows.prediction.row(i), t = rows.target().row(i);
    const double width = std::min(p[2], t[2]) - std::max(p[0], t[0]),
                 height = std::min(p[3], t[3]) - std::max(p[1], t[1]);
    const double common = std::max(width, 0.0) * std::max(height, 0.0);
    const double each = common / ((p[2] - p[0]) * (p[3] - p[1]) + (t[2] - t[0]) * (t[3] - t[1]) - common);
    iou += each;
    half += each >= 0.5;
    strict += each >= 0.75;
    corners += (p - t).cwiseAbs().mean();
  }
  const double count = static_cast<double>(rows.prediction.rows());
  EXPECT_NEAR(values.at("mean_iou"), iou / count, 1e-12);
  EXPECT_NEAR(values.at("iou_50"), half / count, 1e-12);
  EXPECT_NEAR(values.at("iou_75"), strict / count, 1e-12);
  EXPECT_NEAR(values.at("corner_error"), corners / count, 1e-12);
  EXPECT_NEAR(values.at("iou"), 1 - iou / count, 1e-12);
}

TEST(BoxScores, ABoxIsWhatItsCornersSpanAndNoNumberIsNone) {
  const Matrix turned = (Matrix(1, 4) << 2, 3, 0, 1).finished(),
               box = (Matrix(1, 4) << 0, 1, 2, 3).finished();
  EXPECT_EQ(iouOfRows(turned, box)[0], 1);
  EXPECT_EQ(cornerErrorOfRows(turned, box)[0], 0);
  Matrix broken = box;
  broken(0, 2) = std::nan("");
  EXPECT_TRUE(std::isnan(iouOfRows(broken, box)[0]));
}

// Whatever is asked of a run of boxes has an answer that is a number.
TEST(BoxExperiment, LedgerStepAndDiagnosisWork) {
  for (const char* model : {"boxes", "box_linear"})
    for (const auto& entry : lossCatalog()) {
      if (entry.spec->task != Task::boxes) continue;
      SCOPED_TRACE(text(model) + " " + text(entry.spec->id));
      const auto problem = problemWith({{"dataset", text("detections")},
                                        {"model", text(model)},
                                        {"loss", text(entry.spec->id)},
                                        {"training.epochs", std::int64_t{30}},
                                        {"optimizer.learning_rate", 0.2}});
      Trainer trainer(problem);
      while (trainer.step()) {
      }
      const auto ledger = ledgerOf(problem, trainer.state().weights, 30);
      EXPECT_NEAR(ledger->part.sum(), ledger->total, 1e-12);
      EXPECT_TRUE(ledger->pull.allFinite());
      const auto step = explainStep(trainer, 2);
      ASSERT_NE(step, nullptr);
      EXPECT_TRUE(std::isfinite(step->change()));
      const RunFrame frame = finishedRun(problem);
      EXPECT_TRUE(std::isfinite(frame.meanIou));
      EXPECT_FALSE(diagnose(frame).empty());
    }
}

// Over every plane there is a surface, whatever the weights are called.
TEST(BoxExperiment, EveryPlaneHasASurface) {
  for (const char* model : {"boxes", "box_linear"})
    for (const char* plane : {"parameters", "random", "path", "hessian", "gradient", "solutions"}) {
      SCOPED_TRACE(text(model) + " " + plane);
      const auto problem = problemWith({{"dataset", text("detections")},
                                        {"model", text(model)},
                                        {"optimizer.learning_rate", 0.2},
                                        {"landscape.plane", text(plane)},
                                        {"landscape.biases", false}});
      const Framing framing = frame(*problem, {}, std::nullopt);
      EXPECT_GT(framing.slice.u.norm(), 0);
      EXPECT_LT(std::abs(framing.slice.u.dot(framing.slice.v)),
                0.999 * framing.slice.u.norm() * framing.slice.v.norm());
      EXPECT_TRUE(computeSurface(*problem->training, framing.slice, 11).values.allFinite());
    }
}

TEST(BoxExperiment, WeightsAreCalledWhatTheyAre) {
  const auto corners = problemWith({{"dataset", text("detections")}});
  EXPECT_EQ(weightWords(*corners->model, 5).name, "y1 of object 2");
  const auto sizes = problemWith({{"dataset", text("detections")},
                                  {"model", text("boxes")},
                                  {"model.coordinates", text("centre_size")}});
  EXPECT_EQ(weightWords(*sizes->model, 6).name, "width of object 2");
  const auto linear = problemWith({{"dataset", text("detections")}, {"model", text("box_linear")}});
  const EndNames ends{linear->dataset->featureNames, {}};
  EXPECT_EQ(weightWords(*linear->model, 4, ends).name, "shift in y: weight of f2");
  EXPECT_EQ(weightWords(*linear->model, 14, ends).name, "log of width: bias");
}

}  // namespace
}  // namespace lossarium
