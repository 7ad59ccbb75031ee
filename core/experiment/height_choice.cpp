#include "core/experiment/height_choice.h"

#include "core/base/error.h"
#include "core/training/metrics.h"

#include <algorithm>
#include <optional>

namespace lossarium {
namespace {

constexpr DataPart allParts[] = {DataPart::training, DataPart::validation, DataPart::test};

std::optional<DataPart> partCalled(std::string_view word) {
  for (const DataPart part : allParts)
    if (word == toText(part)) return part;
  return std::nullopt;
}

bool isMetric(std::string_view word) {
  const auto ids = metricIds();
  return std::find(ids.begin(), ids.end(), word) != ids.end();
}

std::string checkedMetric(std::string_view word, const std::string& where, bool rowsWillDo) {
  if (isMetric(word)) return std::string(word);
  std::vector<std::string_view> known;
  if (rowsWillDo)
    for (const DataPart part : allParts) known.push_back(toText(part));
  const auto ids = metricIds();
  known.insert(known.end(), ids.begin(), ids.end());
  throw Error(where + ": " + unknownWord("height", word, known));
}

// Contours of other rows are of the same measure.
HeightChoice overlaid(const std::string& words, const LandscapeChoice& landscape, const std::string& where) {
  HeightChoice height = heightFrom(words, where);
  if (partCalled(words)) height.metric = heightFrom(landscape.of, where).metric;
  height.penalty = landscape.penalty;
  return height;
}

}  // namespace

std::string_view toText(DataPart part) {
  switch (part) {
    case DataPart::training:
      return "training";
    case DataPart::validation:
      return "validation";
    case DataPart::test:
      return "test";
  }
  return {};
}

std::string toText(const HeightChoice& height) {
  if (height.metric.empty()) return std::string(toText(height.part));
  return (height.part == DataPart::training ? "" : std::string(toText(height.part)) + " ") + height.metric;
}

HeightChoice heightFrom(const std::string& words, const std::string& where) {
  if (const auto part = partCalled(words)) return {.part = *part};
  const auto space = words.find(' ');
  const auto part = partCalled(std::string_view(words).substr(0, space));
  if (space == std::string::npos || !part) return {.metric = checkedMetric(words, where, true)};
  return {.part = *part, .metric = checkedMetric(std::string_view(words).substr(space + 1), where, false)};
}

HeightChoice heightOf(const LandscapeChoice& landscape) {
  HeightChoice height = heightFrom(landscape.of);
  height.penalty = landscape.penalty;
  return height;
}

std::vector<HeightChoice> overlayOf(const LandscapeChoice& landscape) {
  std::vector<HeightChoice> heights;
  for (const std::string& words : landscape.overlay)
    heights.push_back(overlaid(words, landscape, "landscape.overlay"));
  return heights;
}

void checkHeights(const LandscapeChoice& landscape, const std::string& where) {
  std::vector<HeightChoice> seen{heightFrom(landscape.of, where + "landscape.of")};
  seen.front().penalty = landscape.penalty;
  for (const std::string& words : landscape.overlay) {
    const HeightChoice height = overlaid(words, landscape, where + "landscape.overlay");
    if (std::find(seen.begin(), seen.end(), height) != seen.end())
      throw Error(where + "landscape.overlay: '" + words + "' is shown already");
    seen.push_back(height);
  }
}

bool frameAlike(LandscapeChoice one, const LandscapeChoice& other) {
  one.of = other.of;
  one.overlay = other.overlay;
  one.penalty = other.penalty;
  return one == other;
}

bool cutAlike(LandscapeChoice one, const LandscapeChoice& other) {
  one.grid = other.grid;
  one.range = other.range;
  return frameAlike(one, other);
}

}  // namespace lossarium
