#include "core/datasets/edits.h"

#include "core/base/error.h"
#include "core/base/number_text.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

namespace lossarium {
namespace {

constexpr std::pair<std::string_view, EditKind> verbs[] = {
    {"move", EditKind::move}, {"add", EditKind::add}, {"remove", EditKind::remove}};

std::string_view nextWord(std::string_view& rest) {
  const auto first = std::min(rest.find_first_not_of(" \t"), rest.size());
  const auto end = std::min(rest.find_first_of(" \t", first), rest.size());
  const std::string_view word = rest.substr(first, end - first);
  rest.remove_prefix(end);
  return word;
}

template <class Number>
std::optional<Number> read(std::string_view word) {
  Number number{};
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
  if (word.empty() || error != std::errc() || end != word.data() + word.size()) return std::nullopt;
  return number;
}

std::string usage(EditKind kind, const Dataset& dataset) {
  std::string text = kind == EditKind::move ? "move ROW" : kind == EditKind::add ? "add" : "remove ROW";
  if (kind == EditKind::remove) return "'" + text + "'";
  for (const auto& name : dataset.featureNames) text += " ‹" + name + "›";
  return "'" + text + " ‹" + dataset.targetName + "›'";
}

// Reads one edit word by word; every complaint ends with what would be right.
class Reader {
 public:
  Reader(const std::string& text, const Dataset& dataset, const std::string& where)
      : rest_(text), dataset_(dataset), where_(where + " ('" + text + "')") {}

  Edit edit() {
    Edit edit;
    edit.kind = kind_ = verb();
    if (kind_ != EditKind::add) edit.row = row();
    if (kind_ != EditKind::remove) {
      edit.features.resize(dataset_.features.cols());
      for (double& feature : edit.features) feature = number("an input");
      edit.target = target();
    }
    if (!nextWord(rest_).empty()) refuse("holds more than it should");
    return edit;
  }

 private:
  EditKind verb() {
    const std::string_view word = nextWord(rest_);
    std::vector<std::string_view> known;
    for (const auto& [name, kind] : verbs) {
      if (name == word) return kind;
      known.push_back(name);
    }
    throw Error(where_ + ": " + unknownWord("edit", word, known));
  }

  Index row() {
    const auto number = read<std::int64_t>(nextWord(rest_));
    if (!number || *number < 1) refuse("has no row; rows are counted from 1");
    return static_cast<Index>(*number) - 1;
  }

  double number(const std::string& what) {
    const std::string_view word = nextWord(rest_);
    if (word.empty()) refuse("lacks " + what);
    const auto found = read<double>(word);
    if (!found || !std::isfinite(*found)) refuse("'" + std::string(word) + "' is not a finite number");
    return *found;
  }

  // The name of a class may hold spaces: it is all that is left.
  double target() {
    if (!isClassification(dataset_.task)) return number("the target");
    const auto first = std::min(rest_.find_first_not_of(" \t"), rest_.size());
    const std::string_view name = rest_.substr(first, rest_.find_last_not_of(" \t") + 1 - first);
    if (name.empty()) refuse("lacks the class");
    rest_ = {};
    const auto& names = dataset_.classNames;
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end())
      throw Error(where_ + ": " + unknownWord("class", name, {names.begin(), names.end()}));
    return static_cast<double>(found - names.begin());
  }

  [[noreturn]] void refuse(const std::string& why) const {
    throw Error(where_ + ": " + why + "; it should read " + usage(kind_, dataset_));
  }

  std::string_view rest_;
  const Dataset& dataset_;
  std::string where_;
  EditKind kind_ = EditKind::move;
};

// All rows that there ever were, by number.
struct NumberedRows {
  Matrix features;
  Vector target;
  std::vector<bool> removed;

  Index count() const { return static_cast<Index>(removed.size()); }
};

NumberedRows allRows(const Dataset& unedited, const DisturbedRows& disturbed, std::size_t room) {
  const Index count = unedited.count(), all = count + static_cast<Index>(room);
  NumberedRows rows{Matrix(all, unedited.features.cols()), Vector(all), disturbed.leftOut};
  rows.features.topRows(count) = unedited.features;
  rows.target.head(count) = disturbed.target;
  return rows;
}

void checkRow(const Edit& edit, const NumberedRows& rows, const std::string& where) {
  const std::string row = "row " + std::to_string(edit.row + 1);
  if (edit.row >= rows.count())
    throw Error(where + ": there is no " + row + "; with what was added before there are " +
                std::to_string(rows.count()) + " rows");
  if (rows.removed[static_cast<std::size_t>(edit.row)])
    throw Error(where + ": " + row + " was removed before; an edit of it must come first");
}

void make(const Edit& edit, NumberedRows& rows, const std::string& where) {
  Index row = edit.row;
  if (edit.kind == EditKind::add) {
    row = rows.count();
    rows.removed.push_back(false);
  } else {
    checkRow(edit, rows, where);
  }
  if (edit.kind == EditKind::remove) {
    rows.removed[static_cast<std::size_t>(row)] = true;
    return;
  }
  rows.features.row(row) = edit.features.transpose();
  rows.target[row] = edit.target;
}

NumberedRows editedRows(const Dataset& unedited, const DisturbedRows& disturbed,
                        const std::vector<std::string>& edits, const std::string& where) {
  if (edits.size() > mostEdits)
    throw Error(where + " holds " + std::to_string(edits.size()) + " edits, more than " +
                std::to_string(mostEdits) + "; save such data as a CSV file");
  NumberedRows rows = allRows(unedited, disturbed, edits.size());
  for (std::size_t i = 0; i < edits.size(); ++i) {
    const std::string here = where + "[" + std::to_string(i) + "]";
    make(parseEdit(edits[i], unedited, here), rows, here + " ('" + edits[i] + "')");
  }
  return rows;
}

std::vector<Index> remaining(const NumberedRows& rows) {
  std::vector<Index> numbers;
  for (Index row = 0; row < rows.count(); ++row)
    if (!rows.removed[static_cast<std::size_t>(row)]) numbers.push_back(row);
  return numbers;
}

std::string noteOn(const EditCounts& counts) {
  std::string note;
  const auto add = [&note](Index count, const std::string& what) {
    if (count == 0) return;
    note += note.empty() ? grouped(count) + (count == 1 ? " row " : " rows ") : ", " + grouped(count) + " ";
    note += what;
  };
  add(counts.moved, "moved");
  add(counts.added, "added (to the training rows)");
  add(counts.removed, "removed");
  return note + " by hand";
}

// Verb and row alone; the row of an addition is that of its place in the list.
struct Head {
  EditKind kind;
  Index row;
};

std::optional<Head> headOf(std::string_view text) {
  const std::string_view verb = nextWord(text);
  for (const auto& [name, kind] : verbs)
    if (name == verb)
      return Head{kind, kind == EditKind::add
                            ? -1
                            : static_cast<Index>(read<std::int64_t>(nextWord(text)).value_or(0)) - 1};
  return std::nullopt;
}

std::vector<Head> headsOf(const std::vector<std::string>& edits, Index rows) {
  std::vector<Head> heads;
  for (const auto& edit : edits) {
    heads.push_back(headOf(edit).value_or(Head{EditKind::move, -1}));
    if (heads.back().kind == EditKind::add) heads.back().row = rows++;
  }
  return heads;
}

bool isGone(const std::vector<std::string>& edits, Index row, Index rows) {
  Index count = rows;
  for (const Head& head : headsOf(edits, rows)) {
    if (head.kind == EditKind::add) ++count;
    if (head.kind == EditKind::remove && head.row == row) return true;
  }
  return row < 0 || row >= count;
}

// "move 3 1 2" as "add 1 2".
std::string asAddition(std::string_view move) {
  nextWord(move);
  nextWord(move);
  return "add" + std::string(move);
}

void eraseAt(std::vector<std::string>& edits, std::size_t place) {
  edits.erase(edits.begin() + static_cast<std::ptrdiff_t>(place));
}

std::vector<std::string> withMove(std::vector<std::string> edits, const std::string& edit, Index row,
                                  Index rows) {
  const auto heads = headsOf(edits, rows);
  for (std::size_t i = heads.size(); i-- > 0;) {
    if (heads[i].row != row) continue;
    edits[i] = heads[i].kind == EditKind::add ? asAddition(edit) : edit;
    return edits;
  }
  edits.push_back(edit);
  return edits;
}

// The last row that was added can vanish without a trace: no other row's number depends on it.
std::vector<std::string> withRemoval(std::vector<std::string> edits, const std::string& edit, Index row,
                                     Index rows) {
  const auto heads = headsOf(edits, rows);
  const auto added =
      std::count_if(heads.begin(), heads.end(), [](const Head& head) { return head.kind == EditKind::add; });
  const bool vanishes = row >= rows && row == rows + static_cast<Index>(added) - 1;
  for (std::size_t i = heads.size(); i-- > 0;)
    if (heads[i].row == row && (vanishes || heads[i].kind == EditKind::move)) eraseAt(edits, i);
  if (!vanishes) edits.push_back(edit);
  return edits;
}

}  // namespace

std::string toText(const Edit& edit, const Dataset& dataset) {
  std::string text(verbs[static_cast<std::size_t>(edit.kind)].first);
  if (edit.kind != EditKind::add) text += " " + std::to_string(edit.row + 1);
  if (edit.kind == EditKind::remove) return text;
  for (const double feature : edit.features) text += " " + toText(feature);
  return text + " " +
         (isClassification(dataset.task) ? dataset.classNames[static_cast<std::size_t>(edit.target)]
                                         : toText(edit.target));
}

Edit parseEdit(const std::string& text, const Dataset& dataset, const std::string& where) {
  return Reader(text, dataset, where).edit();
}

Dataset edited(const std::shared_ptr<const Dataset>& unedited, const DisturbedRows& disturbed,
               const std::vector<std::string>& edits, const std::string& where) {
  if (unedited->task == Task::boxes && !edits.empty())
    throw Error(where + ": boxes are not edited by hand; change them in their table, or its dials");
  const NumberedRows rows = editedRows(*unedited, disturbed, edits, where);
  Dataset dataset = *unedited;
  dataset.unedited = unedited;
  dataset.rowNumbers = remaining(rows);
  dataset.features = rows.features(dataset.rowNumbers, Eigen::all);
  dataset.target = rows.target(dataset.rowNumbers);
  dataset.truth.reset();  // what was drawn is no longer all there is
  dataset.notes.insert(dataset.notes.begin(), disturbed.notes.begin(), disturbed.notes.end());
  if (!edits.empty()) dataset.notes.insert(dataset.notes.begin(), noteOn(countEdits(edits)));
  return dataset;
}

Dataset edited(const std::shared_ptr<const Dataset>& unedited, const std::vector<std::string>& edits,
               const std::string& where) {
  const auto count = static_cast<std::size_t>(unedited->count());
  Dataset dataset =
      edited(unedited, DisturbedRows{unedited->target.col(0), std::vector<bool>(count), {}}, edits, where);
  if (edits.empty()) dataset.truth = unedited->truth;
  return dataset;
}

std::set<Index> rowsEdited(const std::vector<std::string>& edits) {
  std::set<Index> rows;
  for (const auto& edit : edits)
    if (const auto head = headOf(edit); head && head->kind != EditKind::add) rows.insert(head->row);
  return rows;
}

std::vector<std::string> withEdit(std::vector<std::string> edits, const std::string& edit, Index rows) {
  const auto head = headOf(edit);
  if (head && head->kind != EditKind::add && isGone(edits, head->row, rows)) return edits;
  if (head && head->kind == EditKind::move) return withMove(std::move(edits), edit, head->row, rows);
  if (head && head->kind == EditKind::remove) return withRemoval(std::move(edits), edit, head->row, rows);
  edits.push_back(edit);
  return edits;
}

EditCounts countEdits(const std::vector<std::string>& edits) {
  std::set<Index> moved;
  EditCounts counts;
  for (const auto& edit : edits) {
    const auto head = headOf(edit);
    if (!head) continue;
    if (head->kind == EditKind::move) moved.insert(head->row);
    if (head->kind == EditKind::add) ++counts.added;
    if (head->kind == EditKind::remove) ++counts.removed;
  }
  counts.moved = static_cast<Index>(moved.size());
  return counts;
}

std::vector<std::string> editsOf(const Choice& dataset) {
  return dataset.has(editsParameter.id) ? dataset.texts(editsParameter.id) : std::vector<std::string>();
}

Choice withEdits(const Choice& dataset, std::vector<std::string> edits) {
  Choice changed = withoutEdits(dataset);
  if (!edits.empty()) changed.parameters[std::string(editsParameter.id)] = std::move(edits);
  return changed;
}

Choice withoutEdits(const Choice& dataset) {
  Choice plain = dataset;
  plain.parameters.erase(std::string(editsParameter.id));
  return plain;
}

}  // namespace lossarium
