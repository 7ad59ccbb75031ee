// The heart of the program: everything that determines a run, as one plain value. Undo is a list of them, a
// session file is their JSON, the command line edits one.
#pragma once

#include "core/base/task.h"
#include "core/base/value.h"
#include "core/datasets/disturbance.h"
#include "core/objectives/penalty.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lossarium {

/// Shares of the rows; they sum to 1.
struct Split {
  double train = 1;
  double validation = 0;
  double test = 0;
  std::int64_t seed = 1;
  bool testOpened = false;  ///< somebody looked at the test rows; other data or another split seal them again
  bool operator==(const Split&) const = default;
};

struct EarlyStopping {
  std::int64_t patience = 0;  ///< epochs without a better validation loss; 0: no early stopping
  double minDelta = 0;        ///< by how much a loss must be smaller to count as better
  bool restoreBest = true;
  bool operator==(const EarlyStopping&) const = default;
};

struct Training {
  std::int64_t batchSize = 0;  ///< 0: the full batch
  std::int64_t epochs = 400;
  std::int64_t seed = 1;  ///< of the order of the batches
  double tolerance = 0;   ///< > 0: stop when the full gradient's largest entry falls below it
  EarlyStopping earlyStopping;
  bool operator==(const Training&) const = default;
};

/// Where the weights begin: explicit ones if given, else drawn by the model from the seed.
struct Start {
  std::int64_t seed = 1;
  std::vector<double> weights;
  bool operator==(const Start&) const = default;
};

struct LandscapeChoice {
  std::string plane = "parameters";
  std::vector<std::string> weights = {};  ///< of `parameters`: the names of the two; empty: the model's first
  std::int64_t seed = 1;                  ///< of `random`
  bool biases = true;                     ///< whether `random` moves them
  std::int64_t grid = 101;
  std::optional<double>
      range;  ///< half-width along both axes; absent: chosen to hold start, path and minimum
  /// What the height is, and what is laid over it as contours; in the words of `heightFrom`.
  std::string of = "training";
  std::vector<std::string> overlay = {};
  bool penalty = true;  ///< whether it is added where the height is the loss that is trained with
  bool operator==(const LandscapeChoice&) const = default;
};

/// Settings by section ("loss", "training.early_stopping") and key: the one form behind files, panels and
/// --set.
using Section = std::map<std::string, Value>;
using Settings = std::map<std::string, Section>;

/// Something that was changed while the run went on; a key is "loss.delta".
struct Change {
  std::int64_t atStep = 0;
  std::map<std::string, Value> set;
  bool operator==(const Change&) const = default;
};

/// What nobody chose. This is no setting, so experiments that differ in it alone are equal.
struct LeftOpen {
  bool loss = false;          ///< where it does not suit the data's task, building takes one that does
  bool model = false;         ///< likewise
  bool learningRate = false;  ///< building takes one that gets near the least loss
  /// What is there was suggested for the data set: another one brings its own.
  bool suggestedRate = false, suggestedSchedule = false, suggestedModel = false, suggestedOptimizer = false;
  bool operator==(const LeftOpen&) const { return true; }
};

struct Experiment {
  Choice dataset, model, loss, optimizer;
  Split split;
  Disturbance disturbance;
  Penalty penalty;
  Training training;
  Start start;
  std::vector<Change> changes;
  LandscapeChoice landscape;
  LeftOpen leftOpen;
  bool operator==(const Experiment&) const = default;
};

/// The sections with their order and the specs of their keys; where a section is a choice from a catalogue,
/// the specs are those of the chosen id (the key "id" comes besides).
std::vector<std::string_view> sectionNames();
bool sectionIsChoice(std::string_view section);
std::vector<ParameterSpec> sectionSpecs(std::string_view section, const std::string& id);
/// The ids that can be chosen in a section of that kind.
std::vector<std::string_view> sectionIds(std::string_view section);

Settings toSettings(const Experiment& experiment);
/// Fills what is missing with defaults (the rate and the epochs with those of the data set) and checks all of
/// it; throws Error that names the key and the nearest known one. `where` stands before each key.
Experiment fromSettings(const Settings& settings, const std::string& where = {});

/// The opening experiment: what a setting is when nobody says otherwise.
Experiment defaultExperiment();

/// `experiment` with one setting changed ("loss.delta", or "loss.id", which brings that choice's defaults;
/// one share of the split makes room for itself; a new data set brings its own learning rate and epochs; with
/// another target or task the loss and a learning rate that was merely suggested are left open; another
/// target forgets a task that was named for the one before).
Experiment withSetting(const Experiment& experiment, std::string_view key, const Value& value);
/// `experiment` without a setting that may be absent.
Experiment withoutSetting(const Experiment& experiment, std::string_view key);
Value setting(const Experiment& experiment, std::string_view key);

/// With which an optimiser that has a learning rate gets somewhere on that data; its own where nothing is
/// known.
double suggestedRate(const Choice& dataset, Task task, const Choice& optimizer);

/// Whether weights of a run of `before` keep their meaning in `after`, as far as the settings tell: the same
/// model, data set, split, start and seeds.
bool keepsWeights(const Experiment& before, const Experiment& after);
inline constexpr std::string_view startsAnew =
    "sets something that starts a run anew; only loss, penalty, optimizer, batch size, disturbance and moved "
    "points can change while a run goes on";

/// What must be set in `before` to become `after`, start and changes aside; and the half-width of the
/// surface, which a run does not depend on, cannot become absent in this way.
std::map<std::string, Value> difference(const Experiment& before, const Experiment& after);
/// `experiment` with all of `set` applied together.
Experiment withSettings(const Experiment& experiment, const std::map<std::string, Value>& set);

}  // namespace lossarium
