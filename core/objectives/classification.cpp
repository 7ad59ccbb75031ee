#include "core/objectives/classification.h"

namespace lossarium {

Matrix classScores(const Matrix& prediction) {
  if (prediction.cols() > 1) return prediction;
  Matrix scores = Matrix::Zero(prediction.rows(), 2);
  scores.col(1) = prediction;
  return scores;
}

Matrix classShares(const Matrix& prediction) {
  Matrix shares = classScores(prediction);
  shares.colwise() -= shares.rowwise().maxCoeff().eval();
  shares = shares.array().exp();
  shares.array().colwise() /= shares.rowwise().sum().array().eval();
  return shares;
}

std::vector<Index> predictedClasses(const Matrix& prediction) {
  const Matrix scores = classScores(prediction);
  std::vector<Index> classes(static_cast<std::size_t>(scores.rows()));
  for (Index i = 0; i < scores.rows(); ++i) scores.row(i).maxCoeff(&classes[static_cast<std::size_t>(i)]);
  return classes;
}

double accuracy(const Matrix& prediction, const Matrix& target) {
  const auto classes = predictedClasses(prediction);
  Index right = 0;
  for (Index i = 0; i < target.rows(); ++i)
    right += static_cast<double>(classes[static_cast<std::size_t>(i)]) == target(i, 0) ? 1 : 0;
  return static_cast<double>(right) / static_cast<double>(target.rows());
}

double accuracy(const EmpiricalRisk& risk, const Vector& weights) {
  return accuracy(risk.predictions(weights), risk.samples().target);
}

}  // namespace lossarium
