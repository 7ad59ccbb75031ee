// All products of powers of the inputs up to a total degree, in a basis in which every degree trains alike:
// for each input the polynomials that are orthonormal over the training rows (mean of pⱼ·pₖ = 1 if j = k,
// else 0), by their three-term recurrence (Stieltjes; Gautschi 2004, "Orthogonal Polynomials"), and their
// products. With one input and MSE the loss is a round bowl at any degree. Blocks `polynomial.weight`
// (outputs × terms, by total degree, within it by the power of the first input, then the second …, highest
// first) and `polynomial.bias`. The start is uniform in ±1/√terms for both.
//
// A degree that the training rows cannot tell from lower ones (as many distinct values as the degree or
// fewer) is 0 everywhere.
#pragma once

#include "core/models/model.h"

namespace lossarium {

class Polynomial final : public Model {
 public:
  static const ModelSpec modelSpec;

  /// Throws Error if there are too many terms.
  Polynomial(const Choice& choice, const ModelShape& shape);
  static std::unique_ptr<const Model> make(const Choice& choice, const ModelShape& shape);

  const ModelSpec& spec() const override { return modelSpec; }
  bool linearInWeights() const override { return true; }
  Index blockRows() const override { return 256; }
  Vector start(std::uint64_t seed) const override;
  void forward(const ConstRows& features, const Vector& weights, ModelMemory& memory,
               Rows prediction) const override;
  void pullBack(const ConstRows& features, const Vector& weights, const ConstRows& slopes,
                ModelMemory& memory, Vector& gradient) const override;
  void addSquaredPulls(const ConstRows& features, const Vector& weights, const ConstRows& slopes,
                       ModelMemory& memory, Eigen::Ref<Vector> squares) const override;
  void pushForward(const ConstRows& features, const Vector& weights, const Vector& direction,
                   Rows change) const override;
  std::vector<ProductTerm> terms(const Vector& weights, Index output, const Vector& mean,
                                 const Vector& deviation) const override;
  /// Of which inputs' polynomials a term is the product: inputs and degrees.
  const std::vector<std::pair<Index, int>>& factors(Index term) const {
    return factors_[static_cast<std::size_t>(term)];
  }

 private:
  /// pₖ₊₁(x) = ((x − shift[k])·pₖ(x) − back[k]·pₖ₋₁(x))·scale[k], p₀ = 1.
  struct Recurrence {
    std::vector<double> shift, back, scale;
  };
  using Powers = std::vector<std::pair<Index, int>>;  ///< of the factors of a term: input and degree

  static Recurrence orthonormalOver(const ConstRows& values, int degree);
  static Recurrence orthonormalOnAverage(int degree);
  Index termCount() const { return static_cast<Index>(factors_.size()); }
  void fillBasis(const ConstRows& features, ModelMemory& memory) const;
  double* column(ModelMemory& memory, Index rows, Index term) const;
  std::vector<std::vector<long double>> expansions(Index input, double mean, double deviation) const;

  int degree_;
  std::vector<Recurrence> recurrences_;  ///< by input
  std::vector<Powers> factors_;          ///< by term
};

}  // namespace lossarium
