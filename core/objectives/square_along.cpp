#include "core/objectives/square_along.h"

#include <Eigen/QR>

#include <algorithm>

namespace lossarium {

SquareAlong::SquareAlong(const Vector& origin, const Vector& u, const Vector& v) {
  Matrix columns = Matrix::Zero(std::max<Index>(origin.size(), 3), 3);
  columns.topRows(origin.size()) << u, v, origin;
  const Matrix r = Eigen::HouseholderQR<Matrix>(columns).matrixQR();
  uu_ = r(0, 0);
  uv_ = r(0, 1);
  uo_ = r(0, 2);
  vv_ = r(1, 1);
  vo_ = r(1, 2);
  oo_ = r(2, 2) * r(2, 2);
}

}  // namespace lossarium
