#include "ui/pages/compare_menu.h"

#include "core/experiment/setting_words.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/words.h"

#include <QAction>
#include <QCoreApplication>
#include <QMenu>

#include <cmath>
#include <utility>
#include <vector>

namespace lossarium::ui {
namespace {

using Picked = std::function<void(const QString&, const Value&)>;

QString tr(const char* text) { return QCoreApplication::translate("CompareMenu", text); }

class Filler {
 public:
  Filler(QMenu& menu, const Problem& problem, Picked picked)
      : menu_(menu), problem_(problem), picked_(std::move(picked)) {}

  void addLosses() const {
    QMenu* list = addList(tr("Loss"), tr("What a wrong prediction costs"));
    for (const LossEntry& entry : lossCatalog())
      if (entry.spec->task == problem_.dataset->task && whyNot(*entry.spec, *problem_.dataset).empty())
        add(list, words(entry.spec->title), QStringLiteral("loss.id"), std::string(entry.spec->id));
    addParameters(list, "loss", problem_.experiment.loss.id);
  }
  void addOptimizers() const {
    QMenu* list = addList(tr("Optimiser"), tr("How the weights are moved"));
    for (const OptimizerEntry& entry : optimizerCatalog())
      if (makeOptimizer(completedOptimizer(std::string(entry.spec->id)))
              ->whyNot(problem_.model->weightCount())
              .empty())
        add(list, words(entry.spec->title), QStringLiteral("optimizer.id"), std::string(entry.spec->id));
  }
  void addRates() const {
    if (!problem_.experiment.optimizer.has("learning_rate")) return;
    const double rate = problem_.experiment.optimizer.real("learning_rate");
    addMultiples(tr("Learning rate"), tr("How far each step goes"), QStringLiteral("optimizer.learning_rate"),
                 rate, {10, 3, 2, 1 / 2.0, 1 / 3.0, 1 / 10.0});
  }
  void addModels() const {
    QMenu* list = addList(tr("Model"), tr("What can be learnt at all"));
    for (const ModelEntry& entry : modelCatalog())
      if (whyNot(*entry.spec, *problem_.dataset).empty())
        add(list, words(entry.spec->title), QStringLiteral("model.id"), std::string(entry.spec->id));
    addParameters(list, "model", problem_.experiment.model.id);
  }
  void addPenalties() const {
    QMenu* list = addList(tr("Penalty"), tr("What large weights cost besides"));
    for (const double strength : {0.0, 0.001, 0.01, 0.1, 1.0})
      add(list, tr("L2 %1").arg(numberText(strength)), QStringLiteral("penalty.l2"), strength);
    for (const double strength : {0.001, 0.01, 0.1})
      add(list, tr("L1 %1").arg(numberText(strength)), QStringLiteral("penalty.l1"), strength);
  }
  void addBatches() const {
    QMenu* list = addList(tr("Batch size"), tr("How many rows each step sees"));
    const Index rows = problem_.training->samples().count();
    add(list, tr("all rows"), QStringLiteral("training.batch_size"), std::int64_t{0});
    for (const std::int64_t size : {1, 4, 16, 64, 256})
      if (size < rows) add(list, grouped(size), QStringLiteral("training.batch_size"), size);
  }
  void addSeeds() const {
    QMenu* list = addList(tr("Seed"), tr("What is left to chance"));
    add(list, tr("another start"), QStringLiteral("start.seed"), problem_.experiment.start.seed + 1);
    add(list, tr("another order of the batches"), QStringLiteral("training.seed"),
        problem_.experiment.training.seed + 1);
  }

 private:
  QMenu* addList(const QString& title, const QString& tip) const {
    QMenu* list = menu_.addMenu(title);
    list->menuAction()->setToolTip(tip);
    return list;
  }
  void add(QMenu* list, const QString& text, const QString& key, const Value& value) const {
    QAction* action = list->addAction(text);
    action->setEnabled(!isThere(key, value));
    QObject::connect(action, &QAction::triggered, &menu_,
                     [picked = picked_, key, value] { picked(key, value); });
  }
  // What it is already makes no difference.
  bool isThere(const QString& key, const Value& value) const {
    return setting(problem_.experiment, key.toStdString()) == value;
  }
  static Choice completedOptimizer(const std::string& id) {
    return withSetting(defaultExperiment(), "optimizer.id", id).optimizer;
  }
  void addMultiples(const QString& title, const QString& tip, const QString& key, double from,
                    const std::vector<double>& factors) const {
    QMenu* list = addList(title, tip);
    for (const double factor : factors) {
      const QString times =
          factor > 1 ? tr("× %1").arg(numberText(factor, 2)) : tr("÷ %1").arg(numberText(1 / factor, 2));
      add(list, tr("%1   (%2)").arg(numberText(factor * from, 3), times), key, factor * from);
    }
  }
  // Another value of a parameter of what is chosen already.
  void addParameters(QMenu* list, const std::string& section, const std::string& id) const {
    bool first = true;
    for (const ParameterSpec& spec : sectionSpecs(section, id)) {
      if (spec.kind != ParameterKind::real && spec.kind != ParameterKind::integer) continue;
      const QString key = QString::fromStdString(section + "." + std::string(spec.id));
      const Value now = setting(problem_.experiment, key.toStdString());
      for (const double factor : {0.5, 2.0})
        if (const auto other = scaled(now, factor, spec)) {
          if (std::exchange(first, false)) list->addSeparator();
          add(list,
              tr("%1 %2").arg(words(spec.label),
                              QString::fromStdString(valueInWords(key.toStdString(), *other))),
              key, *other);
        }
    }
  }
  static std::optional<Value> scaled(const Value& now, double factor, const ParameterSpec& spec) {
    if (const auto* real = std::get_if<double>(&now)) {
      const double other = *real * factor;
      const bool holds = other != *real && other >= spec.minimum && other <= spec.maximum;
      return holds ? std::optional<Value>(other) : std::nullopt;
    }
    if (const auto* whole = std::get_if<std::int64_t>(&now)) {
      const auto other = static_cast<std::int64_t>(std::llround(static_cast<double>(*whole) * factor));
      const bool holds = other != *whole && static_cast<double>(other) >= std::max(1.0, spec.minimum) &&
                         static_cast<double>(other) <= spec.maximum;
      return holds ? std::optional<Value>(other) : std::nullopt;
    }
    return std::nullopt;
  }

  QMenu& menu_;
  const Problem& problem_;
  Picked picked_;
};

}  // namespace

void fillCompareMenu(QMenu& menu, const Problem& problem, const Picked& picked) {
  menu.clear();
  menu.setToolTipsVisible(true);
  const Filler filler(menu, problem, picked);
  filler.addLosses();
  filler.addOptimizers();
  filler.addRates();
  filler.addModels();
  if (problem.experiment.model.id != "boxes") filler.addPenalties();
  filler.addBatches();
  filler.addSeeds();
}

}  // namespace lossarium::ui
