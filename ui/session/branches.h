// The tree of runs that share their start: one is the present run, the others were left for it and can be
// had back, because each is a pure function of its record.
#pragma once

#include "core/training/recorded_run.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace lossarium::ui {

struct Branch {
  std::size_t run = 0;  ///< its number
  Experiment record;
  std::shared_ptr<const Problem> problem;  ///< that it ended with
  std::int64_t reachedStep = 0, reachedEpoch = 0;
  std::vector<EpochRecord> epochs;
  std::vector<lossarium::Seam> seams;

  /// With which its last step was taken: what was changed after it is no part of what it shows.
  Experiment settings() const;
};

class Branches {
 public:
  static constexpr std::size_t most = 32;  ///< of them are kept; then the oldest goes

  /// The number of the present run.
  std::size_t present() const { return present_; }
  /// A run begins; with the same start as the present one it belongs to the same tree.
  void begin(bool sameStart);
  /// The present run becomes a branch that ended as `cutOff` says; from there on another one is present.
  void cut(const CutOff& cutOff);
  /// The present run becomes a branch, to be left for another one; not if it is no longer than what it shares
  /// with its parent.
  void keep(const RunFrame& frame);
  /// A branch is the present run again.
  void enter(std::size_t run);

  /// Those of the present run's tree, oldest first.
  std::vector<const Branch*> ofTree() const;
  /// Null if it is not kept.
  const Branch* find(std::size_t run) const;
  bool isOfTree(std::size_t run) const { return origins_[run].tree == origins_[present_].tree; }
  /// The step up to which a run is the same as the present one.
  std::int64_t sharedSteps(std::size_t run) const;
  /// By what its settings at its end differ from those of the run that it left, else from `present`, those of
  /// the present run; where they are the same, by what was changed on the way, and when. Empty if nothing
  /// was.
  std::string nameOf(const Branch& branch, const Experiment& present) const;

 private:
  struct Origin {
    std::size_t parent;  ///< itself, of a run that began at a start
    std::int64_t step;   ///< up to which it is the same
    std::size_t tree;
  };

  void add(Branch branch);

  std::vector<Origin> origins_;  ///< by number
  std::vector<Branch> kept_;
  std::size_t present_ = 0;
};

/// In what the settings of a branch's last step differ from others: "Huber, learning rate 0.5"; empty if in
/// nothing that matters.
std::string differenceInWords(const Branch& branch, const Experiment& present);

}  // namespace lossarium::ui
