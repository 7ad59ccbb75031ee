// The document of the regression simulation: which losses run from how many anchor points, and what they came
// to. A loss that has run from the same points is kept. Nothing here computes on the window's thread.
#pragma once

#include "core/base/latest_job.h"
#include "core/boxes/anchor_grid.h"
#include "core/boxes/simulation_findings.h"

#include <QMetaObject>
#include <QObject>
#include <QString>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace lossarium::ui {

/// A loss of boxes in its place: the place says its letter and colour.
struct PlannedLoss {
  Choice loss;  ///< completed
  bool runs = true;

  bool operator==(const PlannedLoss&) const = default;
};

struct SimulationPlan {
  static constexpr std::int64_t mostPoints = 100'000;

  std::vector<PlannedLoss> losses;  ///< all of the catalogue that are for boxes, in its order
  std::int64_t points = 5000;       ///< as many as the paper's
  std::int64_t seed = 1;
  BoxSlopes slopes = BoxSlopes::own;

  /// Whether the loss in that place is chosen, and has such slopes.
  bool runs(std::size_t place) const;
  bool operator==(const SimulationPlan&) const = default;
};

/// All losses with their defaults.
SimulationPlan defaultSimulation();

using Anchors = std::shared_ptr<const std::vector<AnchorPoint>>;

/// What results that are shown side by side have in common.
struct CommonSettings {
  std::int64_t points = 0, seed = 0;
  BoxSlopes slopes = BoxSlopes::own;

  bool operator==(const CommonSettings&) const = default;
};

/// What one loss came to; it does not change.
struct SimulatedLoss {
  Choice loss;
  CommonSettings from;
  Anchors anchors;
  RegressionResult result;
  LossFacts facts;
  AnchorGrid grid;
  double seconds = 0;
};

/// Of one set of anchor points.
struct SimulationResults {
  struct Entry {
    std::size_t place;  ///< in the plan
    std::shared_ptr<const SimulatedLoss> simulated;
  };

  std::int64_t points = 0, seed = 0;
  BoxSlopes slopes = BoxSlopes::own;
  Anchors anchors;
  std::vector<Entry> losses;  ///< in the plan's order

  const SimulatedLoss* at(std::size_t place) const;
};

class SimulationSession : public QObject {
  Q_OBJECT

 public:
  /// The first look is at so many points: at once, before all of them.
  static constexpr std::int64_t glancePoints = 200;

  explicit SimulationSession(QObject* parent = nullptr);
  ~SimulationSession() override;

  const SimulationPlan& plan() const { return plan_; }
  /// Of the losses that are chosen; null until the first is there. They may be of other points than the
  /// plan's, until those have run.
  std::shared_ptr<const SimulationResults> results() const { return results_; }

  /// The first time that somebody looks: a glance, and then all, which takes its place when it is complete.
  /// Later it does nothing.
  void begin();
  /// Runs what is missing for the plan as it is; each loss is shown as soon as it is done. It takes the place
  /// of what runs.
  void run();
  /// What is there stays.
  void cancel();
  bool isRunning() const { return running_; }
  /// Whether that will leave nothing missing for the plan as it is.
  bool isRunningThePlan() const;
  bool wasCancelled() const { return cancelled_; }
  /// Of what was asked for, 0 … 1.
  double progress() const;
  /// What runs at the moment: a place in the plan, and from how many points.
  std::size_t placeRunning() const { return wish_.place; }
  std::int64_t pointsRunning() const { return wish_.from.points; }
  /// The losses of the plan, by place, of which there is no result for it as it is.
  std::vector<std::size_t> missing() const;
  /// Why the last run failed; empty if it did not.
  const QString& fault() const { return fault_; }

  /// A loss that joins runs at once, if the others ran from the plan's points; so does one with another
  /// parameter.
  void setRuns(std::size_t place, bool runs);
  void setLossParameter(std::size_t place, const std::string& key, const Value& value);
  /// At once, too: the losses that have slopes of the paper's code run with those, or all with their own.
  void setSlopes(BoxSlopes slopes);
  /// These wait for run().
  void setPoints(const Value& points);
  void setSeed(const Value& seed);
  static const std::vector<ParameterSpec>& pointSpecs();

 signals:
  void planChanged();
  void resultsChanged();
  /// Running, progress, cancelled, fault.
  void stateChanged();
  /// Something that could not be done; the plan is as it was.
  void failed(const QString& message);

 private:
  using Simulated = std::shared_ptr<const SimulatedLoss>;
  /// What is being computed: one loss at a time, so that each stands there as soon as it is done.
  struct Wish {
    std::size_t place = 0;
    Choice loss = {};
    CommonSettings from = {};
  };

  CommonSettings planned() const { return {plan_.points, plan_.seed, plan_.slopes}; }
  Simulated known(const Choice& loss, const CommonSettings& from) const;
  Simulated newest(const std::string& id, const CommonSettings& from) const;
  std::vector<std::size_t> missingOf(const CommonSettings& from) const;
  void start(const CommonSettings& from);
  void goOn();
  void request();
  void follow(bool joins);
  void followCommon();
  void take(std::int64_t order, const Simulated& made);
  void keep(const Simulated& made);
  void gather();
  void report(std::int64_t order, double fraction);
  void end(const QString& fault);
  template <class Change>
  void attempt(Change change);
  template <class Function>
  void later(Function function) {
    QMetaObject::invokeMethod(this, std::move(function), Qt::QueuedConnection);
  }

  SimulationPlan plan_ = defaultSimulation();
  std::shared_ptr<const SimulationResults> results_;
  std::vector<Simulated> known_;  ///< the newest last
  CommonSettings shown_;          ///< from which points those are that are shown
  Wish wish_;                     ///< that is being computed, while anything is
  std::int64_t order_ = 0;
  std::size_t done_ = 0;  ///< losses since it started
  bool begun_ = false, running_ = false, cancelled_ = false;
  bool glances_ = false;  ///< what runs is the glance, all comes after it;
  bool waits_ = false;    ///< what runs came after it, and is shown when it is complete
  double fraction_ = 0;   ///< of the one that is being computed
  QString fault_;
  LatestJob job_;  // last: it ends before what its thread reports to
};

}  // namespace lossarium::ui
