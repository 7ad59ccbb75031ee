// The numbers of an `evaluate` line: predictions and targets in the shapes that a loss' task takes.
#pragma once

#include "app/cli/json_output.h"
#include "core/losses/loss.h"

namespace lossarium::cli {

/// How the line wrote its predictions, so that the gradient can be written alike.
struct RowShape {
  bool single = false;  ///< one sample without a list around it
  bool listed = false;  ///< each row is a list of its own: [[1], [2]], [[z0, z1, z2]], [[x1, y1, x2, y2]]
};

struct Rows {
  Matrix prediction;  ///< rows × outputs
  Matrix target;
  RowShape shape;
};

/// Shapes by task: one number a sample (regression, binary), a list of logits and the index of a class, or
/// two boxes. Throws Error that says which entry is wrong: not a number, outside of the loss' domain, a soft
/// label where none is taken, an index that is no class, an inverted box, lengths that do not match. Boxes
/// written as centre and size come out as corners.
Rows rowsOf(const LossSpec& loss, const Json& prediction, const Json& target, bool centred);

/// Numbers for each prediction (rows × outputs), shaped as those were.
Json shapedLike(const RowShape& shape, const Matrix& numbers);

/// A gradient by corners as one by centre and size.
Matrix byCentreAndSize(const Matrix& byCorners);

/// At most forty characters of it, for messages.
std::string excerpt(const Json& json);

}  // namespace lossarium::cli
