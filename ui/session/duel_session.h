// The duel's document: a plan that is edited, undone and run, and what follows from it. A duel is a pure
// function of its plan: an edit runs all contenders anew up to the moment that is shown, so that all of them
// have known it from the beginning. Nothing here computes on the window's thread.
#pragma once

#include "core/base/latest_job.h"
#include "core/duel/common_frame.h"
#include "core/duel/duel.h"
#include "core/duel/duel_plan.h"
#include "core/training/metric_curve.h"
#include "ui/session/editable_data.h"
#include "ui/session/played_course.h"
#include "ui/session/session.h"
#include "ui/session/undo_list.h"

#include <QObject>
#include <QString>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace lossarium::ui {

/// The surfaces of a duel: one for each group of runs that descend the same objective.
struct DuelSurfaces {
  std::vector<SurfaceGroup> groups;
  std::vector<std::shared_ptr<const SurfaceResult>> results;  ///< of each group; null while it is not there
};

class DuelSession : public QObject, public PlayedCourse<Duel>, public EditableData {
  Q_OBJECT

 public:
  explicit DuelSession(QObject* parent = nullptr);
  ~DuelSession() override;

  const DuelPlan& plan() const { return plan_; }
  bool isEmpty() const { return plan_.contenders.empty(); }
  /// Of the plan, or of the one before while its own are being made; may be empty.
  const Duel::Setup& problems() const { return problems_; }
  std::shared_ptr<const DuelFrame> frame() const { return frame_; }
  std::shared_ptr<const DuelSurfaces> surfaces() const { return surfaces_; }
  /// The run that is looked at closely; an index of plan().contenders.
  std::size_t chosen() const { return chosen_; }
  void choose(std::size_t index);

  /// A new document; what was there can be had back with undo.
  void open(const DuelPlan& plan);
  /// Which of the documents that were opened is shown; it changes with undo, and back if one cannot be built.
  std::size_t document() const { return undoList_.document(); }
  /// Edits that follow each other quickly under one `mergeKey` are undone together, and all of one gesture,
  /// whose key begins with "gesture", however long it takes.
  void edit(const DuelPlan& next, const QString& mergeKey = {});

  std::shared_ptr<const Problem> dataProblem() const override;
  std::shared_ptr<const RunFrame> dataFrame() const override;
  const Choice& wantedData() const override { return plan_.contenders.front().dataset; }
  /// Also while the runs catch up to where they were, so that each edit of a gesture is seen.
  bool isBuildingData() const override {
    return built_ != plan_ || !frame_ || frame_->generation != generation_;
  }
  void setDataEdits(const std::vector<std::string>& edits, const QString& gesture) override;

  /// A setting of all contenders, or of one.
  void setShared(const QString& key, const Value& value);
  void unsetShared(const QString& key);
  void setOwn(std::size_t index, const QString& key, const Value& value);
  void unsetOwn(std::size_t index, const QString& key);
  /// A copy of the chosen contender with one thing changed.
  void addCopy(const QString& key, const Value& value);
  void remove(std::size_t index);
  /// A place on the surface of that group: all whose models have those weights begin there.
  void startAt(std::size_t group, double a, double b);
  /// To the epoch in which that run did that step.
  void goToStep(std::size_t run, std::int64_t step);
  void openTest();
  /// What is under way ends; settings that were not built yet are taken back.
  void cancelWork();

  /// Whether frames shall hold the matrix of all runs and metrics.
  void wantMatrix(bool wanted);
  /// Whether they shall hold the ledger of each run.
  void wantLedgers(bool wanted);
  /// A metric over the epochs of all runs; empty: none.
  void wantCurve(const std::string& metric);
  /// Of each run, once they are there; else empty.
  const std::vector<std::shared_ptr<const MetricCurve>>& curves() const { return curves_; }

  void reset() override;
  void newStart() override;
  void setSpeed(double epochsPerSecond) override;
  double speed() const override { return speed_; }
  bool canUndo() const override { return undoList_.canUndo(); }
  bool canRedo() const override { return undoList_.canRedo(); }
  void undo() override;
  void redo() override;

 signals:
  void planChanged();
  void problemsChanged();
  void frameChanged();
  void surfacesChanged();
  void curvesChanged();
  void chosenChanged();
  void speedChanged();
  void undoChanged();
  /// A document was opened, and is there.
  void opened();
  void progressed(const QString& what, std::optional<double> fraction);
  /// Something that could not be done; the plan is as it was.
  void failed(const QString& message);

 protected:
  std::int64_t stepShown() const override { return frame_ ? frame_->epoch : 0; }

 private:
  template <class Change>
  void attempt(const QString& mergeKey, const QString& key, Change change);
  void take(const DuelPlan& next);
  void giveBack(const DuelPlan& plan);
  void requestProblems();
  void adopt(const DuelPlan& plan, const Duel::Setup& problems);
  void keepOpened(DuelPlan& plan) const;
  void refuse(const QString& message);
  void fetchFrame();
  void followBalls();
  void requestSurfaces();
  void requestCurves();
  void tellWishes();
  double calmSpeed() const;
  template <class Function>
  void later(Function function) {
    QMetaObject::invokeMethod(this, std::move(function), Qt::QueuedConnection);
  }

  DuelPlan plan_;
  DuelPlan built_;  ///< of which the problems are
  UndoList<DuelPlan> undoList_;
  std::size_t builtPosition_ = 0;  ///< of the plan that was built last
  Duel::Setup problems_;
  std::shared_ptr<const DuelFrame> frame_;
  std::shared_ptr<const DuelSurfaces> surfaces_;
  std::vector<Framing> framings_;
  std::vector<std::shared_ptr<const MetricCurve>> curves_;
  std::string curveMetric_;
  DuelWishes wishes_;
  std::size_t chosen_ = 0;
  std::int64_t generation_ = 0;
  std::int64_t orders_ = 0;
  std::int64_t surfaceOrders_ = 0;
  std::int64_t curveOrders_ = 0;
  bool curvesUnderWay_ = false;
  std::shared_ptr<const DuelFrame> curvesOf_;
  bool surfacesUnderWay_ = false;
  bool opensAnew_ = false;  ///< the next problems are of another document
  double speed_ = 40;
  bool speedIsChosen_ = false;
  // Last: they end before what their threads report to.
  LatestJob problemJob_;
  LatestJob surfaceJob_;
  LatestJob curveJob_;
};

}  // namespace lossarium::ui
