// From a model's scores to classes. Binary has one score, the positive class' logit, and two classes; several
// classes have a score each.
#pragma once

#include "core/objectives/empirical_risk.h"

namespace lossarium {

/// A column a class; of a single score s they are 0 and s.
Matrix classScores(const Matrix& prediction);
/// The softmax of each row of scores, for binary the sigmoid: rows × classes. A probability as far as the
/// loss makes the scores logits.
Matrix classShares(const Matrix& prediction);
/// The class with the largest score, the first of equals; binary: 1 for a score above 0.
std::vector<Index> predictedClasses(const Matrix& prediction);
/// The share of the rows whose class is predicted.
double accuracy(const Matrix& prediction, const Matrix& target);
double accuracy(const EmpiricalRisk& risk, const Vector& weights);

}  // namespace lossarium
