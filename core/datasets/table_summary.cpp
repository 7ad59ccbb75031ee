#include "core/datasets/table_summary.h"

#include "core/base/value.h"

#include <cmath>
#include <iterator>
#include <unordered_set>

namespace lossarium {
namespace {

constexpr std::size_t mostFirst = 8;

TableSummary::ColumnSummary summaryOf(const Column& column, bool labels) {
  TableSummary::ColumnSummary summary{.name = column.name, .isText = column.isText(), .first = {}};
  const bool textsCount = labels || summary.isText;
  if (!textsCount) summary.missing = summary.slips = std::ssize(column.texts);
  std::unordered_set<std::string> different;
  const auto texts = textsByRow(column);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const std::string& text = texts[i];
    if (summary.first.size() < mostFirst) summary.first.push_back(text);
    if (text.empty())
      ++summary.missing;
    else if (!textsCount && std::isnan(column.numbers[i]))
      continue;
    else if (static_cast<Index>(different.size()) < TableSummary::mostCounted)
      different.insert(text);
  }
  summary.different = static_cast<Index>(different.size());
  return summary;
}

}  // namespace

std::vector<std::string> textsByRow(const Column& column) {
  std::vector<std::string> texts(column.numbers.size());
  for (std::size_t i = 0; i < texts.size(); ++i)
    if (!std::isnan(column.numbers[i])) texts[i] = toText(column.numbers[i]);
  for (const auto& cell : column.texts) texts[static_cast<std::size_t>(cell.row)] = cell.text;
  return texts;
}

TableSummary summaryOf(const Table& table, std::string_view labels) {
  TableSummary summary;
  summary.rows = table.rows;
  summary.ragged = table.ragged.count;
  for (const Column& column : table.columns)
    summary.columns.push_back(summaryOf(column, column.name == labels));
  return summary;
}

}  // namespace lossarium
