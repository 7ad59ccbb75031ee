// What was changed in a data set by hand: a list of texts, each one edit, applied in order.
//   "move ROW INPUT… TARGET"  a row gets other values
//   "add INPUT… TARGET"       a further row
//   "remove ROW"              a row is left out
// Rows are counted from 1 as in the unedited data, and go on counting through the added ones; a row that was
// removed keeps its number. Inputs are in the order of the data set's features, numbers are written in the
// shortest way that reads back the same, and a class as target goes by its name. So that nothing is shuffled
// by an edit, the split and the standardisation are those of the unedited rows: a removed row drops out of
// its part, a moved one stays in it, and an added one is a training row.
#pragma once

#include "core/datasets/dataset.h"
#include "core/datasets/disturbed.h"

#include <memory>
#include <set>
#include <string>
#include <vector>

namespace lossarium {

inline constexpr std::size_t mostEdits = 10000;

enum class EditKind { move, add, remove };

struct Edit {
  EditKind kind = EditKind::move;
  Index row = 0;    ///< counted from 0; of an added row nothing
  Vector features;  ///< in the data's own units, of a moved or added row
  double target = 0;
};

/// The text of an edit of those data.
std::string toText(const Edit& edit, const Dataset& dataset);
/// Throws Error, with `where` in front, that says what would be right.
Edit parseEdit(const std::string& text, const Dataset& dataset, const std::string& where);

/// `unedited` with all edits made, and a note on how many. Throws Error that names the edit.
Dataset edited(const std::shared_ptr<const Dataset>& unedited, const std::vector<std::string>& edits,
               const std::string& where = "dataset.edits");
/// The same where the rows were disturbed before; `disturbed` left those alone that the edits touch.
Dataset edited(const std::shared_ptr<const Dataset>& unedited, const DisturbedRows& disturbed,
               const std::vector<std::string>& edits, const std::string& where = "dataset.edits");
/// The rows that are moved or removed.
std::set<Index> rowsEdited(const std::vector<std::string>& edits);

/// `edits` with a further one, as few as say the same: a row that is moved again keeps one edit. One of a row
/// that is gone changes nothing. `rows` is the number of rows of the unedited data.
std::vector<std::string> withEdit(std::vector<std::string> edits, const std::string& edit, Index rows);

struct EditCounts {
  Index moved = 0, added = 0, removed = 0;
};
EditCounts countEdits(const std::vector<std::string>& edits);

/// The edits of a data set; none if it has none.
std::vector<std::string> editsOf(const Choice& dataset);
Choice withEdits(const Choice& dataset, std::vector<std::string> edits);
Choice withoutEdits(const Choice& dataset);

/// Every data set has it.
inline constexpr ParameterSpec editsParameter{
    .id = "edits",
    .label = "Edits by hand",
    .kind = ParameterKind::texts,
    .mayBeAbsent = true,
    .hint = "Rows that were moved, added or removed by hand, in order."};

}  // namespace lossarium
