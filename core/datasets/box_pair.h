// One target and one predicted box, by their corners: the smallest data set of boxes.
#pragma once

#include "core/datasets/dataset.h"

namespace lossarium {

struct BoxPair {
  static const DatasetSpec spec;
  static Dataset make(const Choice& choice, const Progress& progress);
};

}  // namespace lossarium
