#include "core/landscape/plane_minimum.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace lossarium {
namespace {

using Vertex = Eigen::Vector3d;  // a, b, value

class Simplex {
 public:
  Simplex(const SliceEvaluator& evaluator, const Eigen::Vector2d& from, const Eigen::Vector2d& size)
      : evaluator_(evaluator),
        vertices_{vertexAt(from), vertexAt(from + Eigen::Vector2d(size.x(), 0)),
                  vertexAt(from + Eigen::Vector2d(0, size.y()))} {
    sort();
  }

  Vertex descend(const Progress& progress) {
    for (int i = 0; i < 400 && !collapsed(); ++i) {
      progress.throwIfCancelled();
      step();
    }
    return vertices_[0];
  }

 private:
  Vertex vertexAt(const Eigen::Vector2d& place) {
    const Vector b = Vector::Constant(1, place.y());
    Vector value(1);
    evaluator_.column(place.x(), b, value);
    const double known = std::isfinite(value[0]) ? value[0] : std::numeric_limits<double>::infinity();
    return {place.x(), place.y(), known};
  }

  void sort() {
    std::sort(vertices_.begin(), vertices_.end(),
              [](const Vertex& x, const Vertex& y) { return x.z() < y.z(); });
  }

  bool collapsed() const {
    const double span = std::max((vertices_[1] - vertices_[0]).head<2>().norm(),
                                 (vertices_[2] - vertices_[0]).head<2>().norm());
    return span <= 1e-10 * (1 + vertices_[0].head<2>().norm());
  }

  void step() {
    const Eigen::Vector2d middle = 0.5 * (vertices_[0] + vertices_[1]).head<2>();
    const Eigen::Vector2d across = middle - vertices_[2].head<2>();
    const Vertex reflected = vertexAt(middle + across);
    if (reflected.z() < vertices_[0].z()) {
      const Vertex expanded = vertexAt(middle + 2 * across);
      vertices_[2] = expanded.z() < reflected.z() ? expanded : reflected;
    } else if (reflected.z() < vertices_[1].z()) {
      vertices_[2] = reflected;
    } else {
      contract(middle, across, reflected);
    }
    sort();
  }

  void contract(const Eigen::Vector2d& middle, const Eigen::Vector2d& across, const Vertex& reflected) {
    const bool outside = reflected.z() < vertices_[2].z();
    const Vertex contracted = vertexAt(middle + (outside ? 0.5 : -0.5) * across);
    if (contracted.z() < std::min(reflected.z(), vertices_[2].z())) {
      vertices_[2] = contracted;
      return;
    }
    for (int i = 1; i < 3; ++i)
      vertices_[static_cast<std::size_t>(i)] =
          vertexAt(0.5 * (vertices_[0] + vertices_[static_cast<std::size_t>(i)]).head<2>());
  }

  const SliceEvaluator& evaluator_;
  std::array<Vertex, 3> vertices_;
};

}  // namespace

Eigen::Vector3d planeMinimum(const WeightFunction& function, const Slice& slice, const Eigen::Vector2d& from,
                             const Eigen::Vector2d& size, const Progress& progress) {
  const auto evaluator = function.along(slice);
  Vertex best = Simplex(*evaluator, from, size).descend(progress);
  for (int restart = 0; restart < 20; ++restart) {
    const double turn = restart % 2 ? 0.25 : -0.25;  // restarts look the other way and closer
    const Vertex next = Simplex(*evaluator, best.head<2>(), turn * size).descend(progress);
    const double gain = best.z() - next.z();
    if (next.z() < best.z()) best = next;
    if (!(gain > 1e-12 * (1 + std::abs(best.z())))) break;
  }
  return best;
}

}  // namespace lossarium
