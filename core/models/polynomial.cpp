#include "core/models/polynomial.h"

#include "core/base/error.h"
#include "core/base/random.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace lossarium {
namespace {

constexpr Index mostTerms = 2000;
constexpr double vanishing = 1e-9;  // of the polynomial before: what is left of the next is rounding

constexpr ParameterSpec parameters[] = {
    {.id = "degree",
     .label = "Degree",
     .kind = ParameterKind::integer,
     .minimum = 1,
     .maximum = 20,
     .initial = 3,
     .hint =
         "The highest power. 1 is a line; a high degree runs through every point and swings in between."}};

double termsUpTo(int degree, Index inputs) {
  double count = 1;
  for (int k = 1; k <= degree; ++k) count *= static_cast<double>(inputs + k) / k;
  return count - 1;
}

void checkSize(int degree, Index inputs) {
  const double terms = termsUpTo(degree, inputs);
  if (terms <= static_cast<double>(mostTerms)) return;
  int fits = degree;
  while (fits > 1 && termsUpTo(fits, inputs) > static_cast<double>(mostTerms)) --fits;
  throw Error("model: a polynomial of degree " + std::to_string(degree) + " in " + std::to_string(inputs) +
              " inputs has " + toText(std::round(terms)) + " terms; " +
              (termsUpTo(fits, inputs) > static_cast<double>(mostTerms)
                   ? "choose fewer inputs"
                   : "degree " + std::to_string(fits) + " or fewer inputs would do"));
}

// All ways to share `degree` among the inputs from `input` on, the first as high as can be before.
void addProducts(Index input, Index inputs, int degree, std::vector<std::pair<Index, int>>& powers,
                 std::vector<std::vector<std::pair<Index, int>>>& all) {
  if (degree == 0) {
    all.push_back(powers);
    return;
  }
  if (input == inputs) return;
  const int least = input + 1 == inputs ? degree : 0;
  for (int power = degree; power >= least; --power) {
    if (power > 0) powers.emplace_back(input, power);
    addProducts(input + 1, inputs, degree - power, powers, all);
    if (power > 0) powers.pop_back();
  }
}

}  // namespace

constexpr ModelSpec Polynomial::modelSpec{
    .id = "polynomial",
    .title = "Polynomial",
    .parameters = parameters,
    .caption = "Powers of the inputs: the classical way to fit too little or too much."};

Polynomial::Polynomial(const Choice& choice, const ModelShape& shape)
    : Model(shape.features, shape.outputs, {}), degree_(static_cast<int>(choice.integer("degree"))) {
  checkSize(degree_, shape.features);
  for (Index j = 0; j < shape.features; ++j)
    recurrences_.push_back(shape.seen ? orthonormalOver(shape.seen->col(j), degree_)
                                      : orthonormalOnAverage(degree_));
  Powers powers;
  for (int total = 1; total <= degree_; ++total) addProducts(0, shape.features, total, powers, factors_);
  setBlocks({{"polynomial.weight", shape.outputs, termCount(), 0, true},
             {"polynomial.bias", 1, shape.outputs, shape.outputs * termCount(), false}});
}

std::unique_ptr<const Model> Polynomial::make(const Choice& choice, const ModelShape& shape) {
  return std::make_unique<Polynomial>(choice, shape);
}

Polynomial::Recurrence Polynomial::orthonormalOver(const ConstRows& values, int degree) {
  const Vector x = values.col(0);
  Vector before = Vector::Zero(x.size()), now = Vector::Ones(x.size());
  Recurrence recurrence;
  double norm = 0;
  for (int k = 0; k < degree; ++k) {
    const double shift = (x.array() * now.array().square()).mean();
    const Vector next = (x.array() - shift) * now.array() - norm * before.array();
    recurrence.shift.push_back(shift);
    recurrence.back.push_back(norm);
    norm = std::sqrt(next.array().square().mean());
    if (!(norm > vanishing * (1 + std::abs(shift)))) norm = 0;
    recurrence.scale.push_back(norm > 0 ? 1 / norm : 0);
    before = now;
    now = next * recurrence.scale.back();
  }
  return recurrence;
}

// Over inputs that are uniform with mean 0 and deviation 1: Legendre's polynomials.
Polynomial::Recurrence Polynomial::orthonormalOnAverage(int degree) {
  Recurrence recurrence;
  const auto norm = [](double k) { return std::sqrt(3.0) * k / std::sqrt(4 * k * k - 1); };
  for (int k = 0; k < degree; ++k) {
    recurrence.shift.push_back(0);
    recurrence.back.push_back(k == 0 ? 0 : norm(k));
    recurrence.scale.push_back(1 / norm(k + 1));
  }
  return recurrence;
}

Vector Polynomial::start(std::uint64_t seed) const {
  Random random(seed, "start");
  const double bound = 1 / std::sqrt(static_cast<double>(termCount()));
  Vector weights(weightCount());
  for (auto& weight : weights) weight = random.uniform(-bound, bound);
  return weights;
}

// First come the polynomials of each input by degree, then the products that have several factors.
void Polynomial::fillBasis(const ConstRows& features, ModelMemory& memory) const {
  const Index rows = features.rows(), inputs = featureCount();
  double* numbers = memory.provide(rows * (inputs * degree_ + termCount()));
  const auto power = [&](Index input, int degree) {
    return Eigen::Map<Eigen::ArrayXd>(numbers + rows * (input * degree_ + degree - 1), rows);
  };
  for (Index j = 0; j < inputs; ++j) {
    const Recurrence& by = recurrences_[static_cast<std::size_t>(j)];
    const auto x = features.col(j).array();
    for (int k = 0; k < degree_; ++k) {
      const auto at = static_cast<std::size_t>(k);
      if (k == 0)
        power(j, 1) = (x - by.shift[0]) * by.scale[0];
      else if (k == 1)
        power(j, 2) = ((x - by.shift[1]) * power(j, 1) - by.back[1]) * by.scale[1];
      else
        power(j, k + 1) = ((x - by.shift[at]) * power(j, k) - by.back[at] * power(j, k - 1)) * by.scale[at];
    }
  }
  if (inputs == 1) return;
  for (Index t = 0; t < termCount(); ++t) {
    const Powers& factors = factors_[static_cast<std::size_t>(t)];
    Eigen::Map<Eigen::ArrayXd> product(column(memory, rows, t), rows);
    product = power(factors[0].first, factors[0].second);
    for (std::size_t f = 1; f < factors.size(); ++f) product *= power(factors[f].first, factors[f].second);
  }
}

// With one input the terms are its polynomials.
double* Polynomial::column(ModelMemory& memory, Index rows, Index term) const {
  const Index before = featureCount() == 1 ? 0 : featureCount() * degree_;
  return memory.numbers.data() + rows * (before + term);
}

void Polynomial::forward(const ConstRows& features, const Vector& weights, ModelMemory& memory,
                         Rows prediction) const {
  fillBasis(features, memory);
  const Index rows = features.rows(), count = termCount();
  for (Index k = 0; k < outputCount(); ++k) {
    prediction.col(k).setConstant(weights[outputCount() * count + k]);
    for (Index t = 0; t < count; ++t)
      prediction.col(k) += weights[k * count + t] * Eigen::Map<const Vector>(column(memory, rows, t), rows);
  }
}

void Polynomial::pullBack(const ConstRows& features, const Vector&, const ConstRows& slopes,
                          ModelMemory& memory, Vector& gradient) const {
  const Index rows = features.rows(), count = termCount();
  for (Index k = 0; k < outputCount(); ++k) {
    for (Index t = 0; t < count; ++t)
      gradient[k * count + t] += Eigen::Map<const Vector>(column(memory, rows, t), rows).dot(slopes.col(k));
    gradient[outputCount() * count + k] += slopes.col(k).sum();
  }
}

void Polynomial::addSquaredPulls(const ConstRows& features, const Vector&, const ConstRows& slopes,
                                 ModelMemory& memory, Eigen::Ref<Vector> squares) const {
  const Index rows = features.rows();
  Vector terms = Vector::Ones(rows);
  for (Index t = 0; t < termCount(); ++t)
    terms += Eigen::Map<const Vector>(column(memory, rows, t), rows).cwiseAbs2();
  squares += slopes.rowwise().squaredNorm().cwiseProduct(terms);
}

void Polynomial::pushForward(const ConstRows& features, const Vector&, const Vector& direction,
                             Rows change) const {
  predict(features, direction, change);
}

// By degree, the coefficients of the powers of the input before it was standardised.
std::vector<std::vector<long double>> Polynomial::expansions(Index input, double mean,
                                                             double deviation) const {
  const Recurrence& by = recurrences_[static_cast<std::size_t>(input)];
  std::vector<std::vector<long double>> all{{1.0L}};
  for (int k = 0; k < degree_; ++k) {
    const auto at = static_cast<std::size_t>(k);
    const auto& now = all[at];
    std::vector<long double> next(now.size() + 1, 0.0L);
    const long double slope = 1.0L / deviation, offset = -static_cast<long double>(mean) / deviation;
    for (std::size_t i = 0; i < now.size(); ++i) {
      next[i + 1] += slope * now[i];
      next[i] += (offset - by.shift[at]) * now[i];
      if (k > 0 && i < all[at - 1].size()) next[i] -= by.back[at] * all[at - 1][i];
    }
    for (auto& coefficient : next) coefficient *= by.scale[at];
    all.push_back(std::move(next));
  }
  return all;
}

std::vector<ProductTerm> Polynomial::terms(const Vector& weights, Index output, const Vector& mean,
                                           const Vector& deviation) const {
  std::vector<std::vector<std::vector<long double>>> expanded;
  for (Index j = 0; j < featureCount(); ++j) expanded.push_back(expansions(j, mean[j], deviation[j]));
  std::map<Powers, long double> sum;
  sum[{}] = weights[outputCount() * termCount() + output];
  for (Index t = 0; t < termCount(); ++t) {
    std::map<Powers, long double> product{{{}, weights[output * termCount() + t]}};
    for (const auto& [input, power] : factors_[static_cast<std::size_t>(t)]) {
      std::map<Powers, long double> longer;
      const auto& row = expanded[static_cast<std::size_t>(input)][static_cast<std::size_t>(power)];
      for (const auto& [powers, coefficient] : product)
        for (std::size_t i = 0; i < row.size(); ++i) {
          Powers with = powers;
          if (i > 0) with.emplace_back(input, static_cast<int>(i));
          longer[with] += coefficient * row[i];
        }
      product = std::move(longer);
    }
    for (const auto& [powers, coefficient] : product) sum[powers] += coefficient;
  }
  std::vector<ProductTerm> result{{{}, static_cast<double>(sum[{}])}};
  for (const Powers& powers : factors_) result.push_back({powers, static_cast<double>(sum[powers])});
  return result;
}

}  // namespace lossarium
