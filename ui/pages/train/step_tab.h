// The tab that takes the last step of training apart, for one weight: five lines a student can follow by
// hand.
#pragma once

#include "ui/pages/train/run_tab.h"
#include "ui/pages/train/step_words.h"

#include <optional>
#include <vector>

class QGridLayout;
class QLabel;

namespace lossarium {
class Model;
struct Dataset;
struct Problem;
}  // namespace lossarium

namespace lossarium::ui {

class ComboBox;
class Session;

/// While it is seen it asks the run to explain its steps.
class StepTab : public RunTab {
  Q_OBJECT

 public:
  explicit StepTab(Session& session, QWidget* parent = nullptr);

  QString title() const override;
  QString hint() const override;
  void showFrame(const RunFrame& frame) override;
  QString asText() const override;
  void choose(Index weight);
  /// A row of the training rows is followed where it is in the batch; none: the one that pulls hardest.
  void chooseRow(std::optional<Index> trainingRow);

 protected:
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;

 private:
  struct Line {
    QLabel *title, *formula, *ofRow, *ofBatch, *numbers;
  };

  void arrange();
  void wish();
  void offerWeights(const Problem& problem);
  void explainWeight(const Problem& problem);
  void forgetRowOfOtherData(const Problem& problem);
  void showCard(const StepExplanation& step);
  void showNone(const RunFrame& frame);
  Line makeLine(int row);
  void setLine(std::size_t index, const StepLine& line);
  void hideLinesFrom(std::size_t first);

  Session& session_;
  ComboBox* weight_;
  QLabel* which_;
  QLabel* row_;
  QWidget* body_;
  QGridLayout* grid_;
  Line heading_;
  std::vector<Line> lines_;
  QLabel *update_, *terms_, *result_, *none_;
  StepCard card_;
  std::optional<Index> trainingRow_;      ///< that was chosen
  std::shared_ptr<const Model> named_;    ///< whose weights are offered
  std::shared_ptr<const Dataset> rowOf_;  ///< the data that chosen row is of
};

}  // namespace lossarium::ui
