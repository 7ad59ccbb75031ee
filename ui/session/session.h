// The document: one experiment that is edited, undone and run, and everything that follows from it. Nothing
// here computes on the window's thread: edits become jobs, jobs become immutable results, results become
// signals.
#pragma once

#include "core/base/latest_job.h"
#include "core/experiment/experiment.h"
#include "core/landscape/framing.h"
#include "core/landscape/slice_facts.h"
#include "core/landscape/surface.h"
#include "core/landscape/way_heights.h"
#include "core/training/live_run.h"
#include "ui/session/branches.h"
#include "ui/session/editable_data.h"
#include "ui/session/playable.h"

#include <QElapsedTimer>
#include <QObject>
#include <QString>

#include <limits>
#include <memory>
#include <optional>
#include <vector>

namespace lossarium::ui {

/// The surface of one problem, coarse at first and then again in full.
struct SurfaceResult {
  std::shared_ptr<const Problem> problem;
  std::shared_ptr<const Surface> surface;
  Framing framing;
  SliceFacts facts;  ///< of the path as it was when the surface was asked for, or since came to rest
  bool finished = false;
  LandscapeChoice landscape = {};
  /// The largest of the training objective where the plane was cut; NaN: not known, or not yet.
  double curvature = std::numeric_limits<double>::quiet_NaN();
  std::vector<HeightSurface> heights = {};     ///< what `surface` shows, then what is laid over it
  std::shared_ptr<const WayHeights> way = {};  ///< of the first; null where that is what the run descends

  bool isOfObjective() const { return heights.empty() || heights.front().height.choice.isObjective(); }
};

/// What the surface's height is where the run is; NaN if that is not known.
double heightNow(const SurfaceResult& result, const RunFrame& run);

class Session : public QObject, public Playable, public EditableData {
  Q_OBJECT

 public:
  explicit Session(QObject* parent = nullptr);
  ~Session() override;

  /// The settings in force at the moment that is shown, or wanted while they are made real.
  const Experiment& experiment() const { return experiment_; }
  /// What replays the present run: the settings it started with and every change since.
  Experiment record() const;
  /// How the surface is cut: a view, which no moment of the run and no undo changes. A document opens with
  /// its own.
  const LandscapeChoice& landscape() const { return landscape_; }
  /// Shows it in another way; of what is not to be had with the present data, the training loss.
  void look(const LandscapeChoice& landscape);
  std::shared_ptr<const Problem> problem() const { return problem_; }
  std::shared_ptr<const RunFrame> frame() const { return frame_; }
  std::shared_ptr<const SurfaceResult> surface() const { return surface_; }

  std::shared_ptr<const Problem> dataProblem() const override { return problem_; }
  std::shared_ptr<const RunFrame> dataFrame() const override { return frame_; }
  const Choice& wantedData() const override { return experiment_.dataset; }
  bool isBuildingData() const override { return problem_->experiment != experiment_; }
  void setDataEdits(const std::vector<std::string>& edits, const QString& gesture) override;

  /// A new document; what was there can be had back with undo.
  void open(const Experiment& experiment);
  /// Which of the documents that were opened is shown; it changes with undo, and back if one cannot be
  /// opened.
  std::size_t document() const { return undoList_.empty() ? 0 : undoList_[position_].document; }
  /// Edits that follow each other quickly under one `mergeKey` (a dragged slider) are undone together, and
  /// all of one gesture, whose key begins with "gesture", however long it takes.
  void edit(const Experiment& next, const QString& mergeKey = {});
  /// The same, and the run begins anew with it, even if it could have gone on.
  void editAnew(const Experiment& next);
  void set(const char* key, const Value& value);
  /// Several settings at once, undone together.
  void apply(const std::map<std::string, Value>& settings);
  /// The same, and the run begins again with them; undo gives back the run that there was.
  void applyAnew(const std::map<std::string, Value>& settings);
  /// A setting that may be absent shall be.
  void unset(const char* key);
  bool canUndo() const override { return position_ > 0; }
  bool canRedo() const override { return position_ + 1 < undoList_.size(); }
  void undo() override;
  void redo() override;

  void play();
  void pause();
  void toggle() override;
  void stepBatch() override;
  void stepEpoch() override;

  // Time: any moment of the run can be shown again; the views follow. An edit at a past moment, or
  // `branchHere`, lets the run go on from there another way, and what came after is kept as a branch.
  void goTo(std::int64_t step) override;
  void goToEpoch(double epoch);
  void goToHead() override;
  void stepBackBatch() override;
  void stepBackEpoch() override;
  bool isAtPastMoment() const { return frame_ && !frame_->atHead(); }
  void branchHere();
  /// The branch with that number becomes the present run again.
  void returnTo(std::size_t branch);
  const Branches& branches() const { return branches_; }

  /// Back to the start, with the settings now in force.
  void reset() override;
  void newStart() override;
  void startAt(double a, double b);
  void recentre();
  void setSpeed(double stepsPerSecond) override;
  double speed() const override { return speed_; }
  /// Whether a run that has come to its end goes on when the data are edited by hand, so that the fit
  /// follows.
  void setRefits(bool refits) { refits_ = refits; }
  bool refits() const { return refits_; }
  /// The speed at which the planned epochs take about ten seconds.
  double calmSpeed() const;
  /// Whether frames shall hold metrics.
  void wantMetrics(bool wanted);
  /// Whether they shall hold what the units of a network give.
  void wantUnits(bool wanted);
  /// What each training row adds to the loss.
  void wantLedger(bool wanted);
  /// Whether they shall explain the last step, and by what.
  void wantExplanation(std::optional<ExplanationWish> wish);
  /// The test rows are seen from now on; that is recorded, and changes nothing else of the run.
  void openTest();
  void cancelWork();
  /// If the slope stayed as it is: the distance to the minimum in epochs of gradient descent. NaN where that
  /// is not known.
  double epochsToMinimum() const;

 signals:
  void experimentChanged();
  void problemChanged();
  void frameChanged();
  void surfaceChanged();
  void speedChanged();
  void undoChanged();
  void branchesChanged();
  /// Work in the background: a fraction, or none when it is done.
  void progressed(const QString& what, std::optional<double> fraction);
  /// Something that the user asked for could not be done; the settings are again what they were.
  void failed(const QString& message);
  /// A single setting was given a value that may stand, be it the one that it has.
  void settingTaken();

 private:
  void requestProblem();
  void adoptProblem(const Experiment& wanted, const std::shared_ptr<const Problem>& problem);
  void forgetWhatWasNeverShown();
  void refuseProblem(const Experiment& refused, const QString& message);
  void giveBackWhatHolds();
  bool frameIsCurrent() const;
  bool planeStillHolds() const;
  void requestSurface(bool recentred = false, const std::optional<Framing>& framed = {});
  void refreshFacts();
  void takeFacts(const std::shared_ptr<const SurfaceResult>& of, const SurfaceResult& result);
  void fetchFrame();
  void takeCutOffs();
  void followTheRun();
  void beginRun(const Problem& next);
  bool isMoreThanItsSettings() const;
  void followBall();
  void recutAtRest();
  double refitSpeedFor(const Problem& next) const;
  void applySpeed(double stepsPerSecond);
  QString inWords(QString message, const char* key) const;
  void takeSurface(const SurfaceResult& result);
  void rememberEdit(const QString& mergeKey);
  void remember(std::size_t document);
  void saveRun();
  void stayWithTheRun();
  void moveInUndoList(std::size_t position);
  /// Runs `function` on the window's thread, unless the session is gone by then.
  template <class Function>
  void later(Function function) {
    QMetaObject::invokeMethod(this, std::move(function), Qt::QueuedConnection);
  }

  /// A run is a pure function of its record: undo can give back a run that another one took the place of.
  struct Moment {
    Experiment settings;
    std::optional<Experiment> record = {};  ///< of the run that these settings had, and how far it came
    std::int64_t reached = 0;
    std::int64_t at = 0;        ///< the step that was shown
    std::size_t run = 0;        ///< its number among the branches
    bool restarted = false;     ///< whether the settings began a run of their own
    std::int64_t revision = 0;  ///< of the change that they were
    std::size_t document = 0;
  };

  void giveBackRun(const Moment& moment);
  void openTestIn(Experiment& other) const;

  Experiment experiment_;
  std::vector<Moment> undoList_;
  std::size_t position_ = 0;
  std::size_t documents_ = 0;      ///< that were opened so far
  std::size_t builtPosition_ = 0;  ///< of the settings that problem_ has
  std::size_t builtDocument_ = 0;
  QString lastMergeKey_;
  QElapsedTimer sinceLastEdit_;
  std::shared_ptr<const Problem> problem_;
  std::shared_ptr<const RunFrame> frame_;
  std::shared_ptr<const SurfaceResult> surface_;
  std::int64_t catchUpTo_ = 0;           ///< the step to which the next run is brought at once
  std::int64_t catchUpAt_ = 0;           ///< and the one that is shown then
  std::optional<std::size_t> entering_;  ///< the number of the next run, if it was there before
  bool atHead_ = false;  ///< the next problem is a change of the run's latest moment, whatever is shown
  Branches branches_;
  bool restart_ = false;  ///< the next problem begins anew even if the run could go on
  double speed_ = 40;
  bool refits_ = true;
  bool speedIsChosen_ = false;  ///< by the user, for the document that is open
  Vector sliceOrigin_;          ///< through which the plane is cut; empty: the start
  LandscapeChoice landscape_;
  std::optional<Slice> plane_;               ///< as it was cut; none: the next surface cuts one
  std::shared_ptr<const RunFrame> factsOf_;  ///< that the surface's facts are of, or will be
  std::int64_t surfaceOrders_ = 0;
  bool surfaceUnderWay_ = false;
  std::int64_t generation_ = 0;  ///< of the frames that are wanted
  std::int64_t revision_ = 0;    ///< of the frames that know the latest change
  // Last, and in this order: they end before what their threads report to.
  LiveRun run_;
  LatestJob problemJob_;
  LatestJob surfaceJob_;
  LatestJob factsJob_;
};

}  // namespace lossarium::ui
