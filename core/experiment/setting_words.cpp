#include "core/experiment/setting_words.h"

#include "core/base/number_text.h"
#include "core/datasets/dataset.h"
#include "core/losses/loss.h"
#include "core/models/model.h"
#include "core/objectives/test_functions/test_function.h"
#include "core/optimizers/optimizer.h"

#include <algorithm>
#include <span>
#include <string_view>

namespace lossarium {
namespace {

template <class Entry>
std::string_view titleIn(std::span<const Entry> catalog, const std::string& id) {
  for (const Entry& entry : catalog)
    if (entry.spec->id == id) return entry.spec->title;
  return {};
}

std::string_view lossName(const std::string& id) {
  for (const LossEntry& entry : lossCatalog())
    if (entry.spec->id == id) return nameOf(*entry.spec);
  return {};
}

std::string_view titleOfId(const std::string& key, const std::string& id) {
  if (key == "loss.id") return lossName(id);
  if (key == "optimizer.id") return titleIn(optimizerCatalog(), id);
  if (key == "model.id") return titleIn(modelCatalog(), id);
  if (key == "objective.id") return titleIn(testFunctionCatalog(), id);
  if (key == "dataset.id") return titleIn(datasetCatalog(), id);
  return {};
}

}  // namespace

std::string nameInWords(const std::string& key) {
  std::string name = key.substr(key.rfind('.') + 1);
  if (name == "l1") return "L1";
  if (name == "l2") return "L2";
  if (key == "disturbance.seed") return "disturbance seed";  // others start a run anew
  std::replace(name.begin(), name.end(), '_', ' ');
  return name;
}

std::string valueInWords(const std::string& key, const Value& value) {
  const auto* whole = std::get_if<std::int64_t>(&value);
  if (whole && !key.ends_with("seed")) return grouped(*whole);
  std::string text = toText(value);
  if (const auto title = titleOfId(key, text); !title.empty()) return std::string(title);
  if (std::holds_alternative<std::string>(value) && key.starts_with("optimizer."))  // a schedule's word
    std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

}  // namespace lossarium
