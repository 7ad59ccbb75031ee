// Objects on a plane of 10 × 7, and several detections of each: boxes that miss by a multiple of the object's
// size. Part of each miss shows in the features f1, f2, f3. With the object's box x, y, w, h (centre and
// size) and the miss t = jitter·(s·B·f + √(1 − s²)·n), where f and n are standard normal, s is the share that
// the features tell and the rows of B have the length 1, the predicted box P is such that t corrects it as a
// bounding-box regression does: x = Px + Pw·t1, y = Py + Ph·t2, w = Pw·E(t3/2), h = Ph·E(t4/2). E is e^u to
// the third order of its Padé approximation, (12 + 6u + u²)/(12 − 6u + u²): the same bits on every platform.
//
// The target is the object's box with normal noise on each edge, a multiple of the size; of a share of the
// rows it is a box that lies anywhere. Objects take turns. Boxes keep their places while a dial turns.
#pragma once

#include "core/datasets/dataset.h"

namespace lossarium {

struct Detections {
  static const DatasetSpec spec;
  static Dataset make(const Choice& choice, const Progress& progress);
};

}  // namespace lossarium
