// The race's document: a plan that is edited, undone and run, and what follows from it. A race is a pure
// function of its plan: an edit runs it anew up to the moment that is shown, at once, so that every trail
// follows the hand. Nothing here computes on the window's thread.
#pragma once

#include "core/base/latest_job.h"
#include "core/landscape/surface.h"
#include "core/race/race.h"
#include "core/race/race_plan.h"
#include "ui/session/played_course.h"
#include "ui/session/undo_list.h"

#include <QObject>
#include <QString>

#include <memory>
#include <vector>

namespace lossarium::ui {

class RaceSession : public QObject, public PlayedCourse<Race> {
  Q_OBJECT

 public:
  explicit RaceSession(QObject* parent = nullptr);

  const RacePlan& plan() const { return plan_; }
  /// Of the plan's function; null until the first is there.
  std::shared_ptr<const RaceFrame> frame() const { return frame_; }
  /// Of the plan's function; null until the first is there.
  std::shared_ptr<const Surface> surface() const { return surface_; }
  /// The objective of which that is: another one's is on its way while this differs from the plan's.
  const Choice& surfaceOf() const { return surfaceOf_; }
  /// The plan as it is saved: with the rates that were found.
  std::vector<DescentSetup> record() const;

  /// A new document; what was there can be had back with undo.
  void open(const RacePlan& plan);
  /// Which of the documents that were opened is shown; it changes with undo.
  std::size_t document() const { return undoList_.document(); }
  /// Edits that follow each other quickly under one `mergeKey` are undone together.
  void edit(const RacePlan& next, const QString& mergeKey = {});

  /// Another function, with its own start; the entrants stay, each with the rate that somebody chose or a
  /// calm one.
  void setFunction(const std::string& id);
  /// A parameter of the function, or "x" or "y" of the start.
  void setFunctionParameter(const std::string& key, const Value& value);
  void setSteps(const Value& steps);
  void startAt(double x, double y);
  /// While a hand holds the start, until endDrag: undone together.
  void dragStart(double x, double y);
  void endDrag();
  void addEntrant(const std::string& id);
  void removeEntrant(std::size_t index);
  /// Another optimiser in its place, with its defaults.
  void setOptimizer(std::size_t index, const std::string& id);
  void setOptimizerParameter(std::size_t index, const std::string& key, const Value& value);
  void unsetOptimizerParameter(std::size_t index, const std::string& key);
  /// Forgets the rates that were chosen: each is a calm one from the present start.
  void findCalmRates();

  void reset() override;
  /// From a place in the shown range that is drawn by the next seed.
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
  void surfaceChanged();
  void speedChanged();
  void undoChanged();
  /// Something that could not be done; the plan is as it was.
  void failed(const QString& message);

 protected:
  std::int64_t stepShown() const override { return frame_ ? frame_->step : 0; }

 private:
  template <class Change>
  void attempt(const QString& mergeKey, Change change);
  void moveStart(const QString& mergeKey, double x, double y);
  void take(const RacePlan& next);
  void remember(const QString& mergeKey);
  void giveBack(const RacePlan& plan);
  void load(std::int64_t upTo, bool runs);
  void requestSurface();
  void fetchFrame();
  template <class Function>
  void later(Function function) {
    QMetaObject::invokeMethod(this, std::move(function), Qt::QueuedConnection);
  }

  RacePlan plan_;
  UndoList<RacePlan> undoList_;
  std::shared_ptr<const RaceFrame> frame_;
  std::shared_ptr<const Surface> surface_;
  Choice surfaceOf_;
  std::int64_t surfaceOrders_ = 0;
  std::int64_t generation_ = 0;
  std::int64_t startSeed_ = 0;
  double speed_ = 100;  ///< so a race of 1,000 steps takes ten seconds
  // Last: they end before what their threads report to.
  LatestJob surfaceJob_;
};

}  // namespace lossarium::ui
