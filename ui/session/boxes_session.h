// The document of the page Boxes: two boxes and who races from one to the other. It is edited, undone and
// run, and from it follow what each loss says of the pair, the field of one loss, and the race. An edit runs
// the race anew up to the moment that is shown, at once, so that every trail follows the hand. Nothing here
// computes on the window's thread.
#pragma once

#include "core/base/latest_job.h"
#include "core/boxes/box_field.h"
#include "core/boxes/box_race.h"
#include "ui/session/played_course.h"
#include "ui/session/undo_list.h"

#include <QObject>
#include <QString>

#include <memory>
#include <string>
#include <vector>

namespace lossarium::ui {

/// The losses of boxes in the catalogue's order: each has the letter and the colour of its place here.
const std::vector<std::string>& boxLosses();
std::size_t placeOfBoxLoss(const std::string& id);

/// What follows from the boxes at once.
struct BoxesReading {
  BoxRacePlan plan;  ///< of which it is
  BoxFieldPlan fieldPlan;
  BoxField field;
};

class BoxesSession : public QObject, public PlayedCourse<BoxRace> {
  Q_OBJECT

 public:
  explicit BoxesSession(QObject* parent = nullptr);

  const BoxRacePlan& plan() const { return plan_; }
  /// Whether a document was opened yet.
  bool isEmpty() const { return undoList_.document() == 0; }
  /// Null until the first is there.
  std::shared_ptr<const BoxRaceFrame> frame() const { return frame_; }
  /// The latest; of boxes that are still being moved it may be a moment old. Null until the first is there.
  std::shared_ptr<const BoxesReading> reading() const { return reading_; }
  /// Each loss of boxes with its parameters, also those that do not race.
  std::vector<Choice> allLosses() const;

  void open(const BoxRacePlan& plan);
  std::size_t document() const { return undoList_.document(); }
  /// Edits that follow each other quickly under one `mergeKey` are undone together, and all of one gesture.
  void edit(const BoxRacePlan& next, const QString& mergeKey = {});

  void setPrediction(const Box& box, const QString& mergeKey = {});
  void setTarget(const Box& box, const QString& mergeKey = {});
  /// While a hand holds a box, until endDrag: undone together.
  void dragPrediction(const Box& box);
  void dragTarget(const Box& box);
  void endDrag();
  void setCoordinates(BoxCoordinates coordinates);
  void setRacing(const std::string& loss, bool races);
  void setLossParameter(const std::string& loss, const std::string& key, const Value& value);
  void setOptimizer(const std::string& id);
  void setOptimizerParameter(const std::string& key, const Value& value);
  void setSteps(const Value& steps);

  /// Whose field is shown, over which numbers.
  const std::string& fieldLoss() const { return fieldLoss_; }
  FieldAxes fieldAxes() const { return fieldAxes_; }
  void setField(const std::string& loss, FieldAxes axes);

  void reset() override;
  /// From a box that is drawn by the next seed.
  void newStart() override;
  void setSpeed(double stepsPerSecond) override;
  double speed() const override { return speed_; }
  bool canUndo() const override { return undoList_.canUndo(); }
  bool canRedo() const override { return undoList_.canRedo(); }
  void undo() override;
  void redo() override;

 signals:
  void planChanged();
  void frameChanged();
  void readingChanged();
  void fieldChosen();
  void speedChanged();
  void undoChanged();
  /// Something that could not be done; the plan is as it was.
  void failed(const QString& message);

 protected:
  std::int64_t stepShown() const override { return frame_ ? frame_->step : 0; }

 private:
  Box handPlaced(const Box& box, const Box& before, const Box& other) const;
  template <class Change>
  void attempt(const QString& mergeKey, Change change);
  void take(const BoxRacePlan& next);
  void giveBack(const BoxRacePlan& plan);
  void load(std::int64_t upTo, bool runs);
  void requestReading();
  void fetchFrame();
  template <class Function>
  void later(Function function) {
    QMetaObject::invokeMethod(this, std::move(function), Qt::QueuedConnection);
  }

  BoxRacePlan plan_;
  UndoList<BoxRacePlan> undoList_;
  std::string fieldLoss_ = "giou";
  FieldAxes fieldAxes_ = FieldAxes::centre;
  std::shared_ptr<const BoxRaceFrame> frame_;
  std::shared_ptr<const BoxesReading> reading_;
  std::int64_t readingOrders_ = 0;
  std::int64_t generation_ = 0;
  std::int64_t startSeed_ = 0;
  double speed_ = 30;
  // Last: they end before what their threads report to.
  LatestJob readingJob_;
};

}  // namespace lossarium::ui
