#include "core/models/panels.h"

#include <algorithm>

namespace lossarium::panels {

void fill(const ConstRows& values, double* panels) {
  const Index rows = values.rows(), units = values.cols();
  for (Index row = 0; row < rows; row += lanes) {
    const Index known = std::min(lanes, rows - row);
    for (Index u = 0; u < units; ++u, panels += lanes) {
      const double* from = values.data() + u * values.outerStride() + row;
      if (known == lanes) {
        std::copy_n(from, lanes, panels);
        continue;
      }
      for (Index i = 0; i < lanes; ++i) panels[i] = i < known ? from[i] : 0;
    }
  }
}

void read(const double* panels, Rows values) {
  const Index rows = values.rows(), units = values.cols();
  for (Index row = 0; row < rows; row += lanes)
    for (Index u = 0; u < units; ++u, panels += lanes)
      std::copy_n(panels, std::min(lanes, rows - row), values.data() + u * values.outerStride() + row);
}

}  // namespace lossarium::panels
