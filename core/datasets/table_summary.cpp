#include "core/datasets/table_summary.h"

#include "core/base/value.h"

#include <cmath>
#include <unordered_set>

namespace lossarium {
namespace {

constexpr std::size_t mostFirst = 8;

TableSummary::ColumnSummary summaryOf(const Column& column) {
  TableSummary::ColumnSummary summary{.name = column.name, .isText = column.isText(), .first = {}};
  std::unordered_set<std::string> different;
  const auto texts = textsByRow(column);
  for (const std::string& text : texts) {
    if (summary.first.size() < mostFirst) summary.first.push_back(text);
    if (text.empty())
      ++summary.missing;
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

TableSummary summaryOf(const Table& table) {
  TableSummary summary;
  summary.rows = table.rows;
  for (const Column& column : table.columns) summary.columns.push_back(summaryOf(column));
  return summary;
}

}  // namespace lossarium
