// Test functions: objectives of two weights, x and y, whose minima are known. Each is a spec and a formula
// that is written once, over any number; gradient and Hessian come exactly, by forward differentiation.
#pragma once

#include "core/base/jet.h"
#include "core/base/value.h"
#include "core/objectives/objective.h"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace lossarium {

enum class MinimumKind {
  global,  ///< nothing in the shown range is lower
  local,
  edge,  ///< on the edge of the shown range, beyond which it goes on down: no stationary point
};

struct KnownMinimum {
  double x, y, value;
  MinimumKind kind = MinimumKind::global;
};

struct TestFunctionSpec {
  std::string_view id;
  std::string_view title;
  std::span<const ParameterSpec> parameters = {};  ///< besides the start
  std::string_view formula;
  std::string_view caption;  ///< what to see in it, one sentence
  std::string_view source;
  Range x, y;             ///< to show
  double startX, startY;  ///< the usual start, or one from which there is something to see
  /// Those that are known; there may be more. The same for all values of the parameters.
  std::span<const KnownMinimum> minima = {};
  bool unboundedBelow = false;  ///< whether it falls without end somewhere
  Index grid = 201;             ///< on which a picture shows all its valleys
  bool logarithmic = false;     ///< whether it falls through so many decades that its logarithm shows more
};

struct TestFunctionEntry {
  const TestFunctionSpec* spec;
  std::unique_ptr<const Objective> (*make)(const Choice& completed);
};

std::span<const TestFunctionEntry> testFunctionCatalog();
/// Throws Error that names the nearest known id.
const TestFunctionSpec& testFunctionSpec(std::string_view id, const std::string& where = "objective");

/// What an experiment can set of it: its own parameters, and the start "x", "y".
std::vector<ParameterSpec> objectiveParameters(const TestFunctionSpec& spec);
/// `choice` may hold a start, too. Throws Error.
std::unique_ptr<const Objective> makeTestFunction(const Choice& choice,
                                                  const std::string& where = "objective");
/// The start that a completed choice holds.
Vector startOf(const Choice& completed);

/// An objective from a formula: a struct with a `spec` and a call over two numbers of any kind; one with
/// parameters is made from its completed choice.
template <class Formula>
class FormulaOfTwo final : public Objective {
 public:
  explicit FormulaOfTwo(const Choice& choice) : formula_(formulaOf(choice)) {}

  static std::unique_ptr<const Objective> make(const Choice& choice) {
    return std::make_unique<FormulaOfTwo>(choice);
  }

  Index dimension() const override { return 2; }

  double value(const Vector& w) const override { return formula_(w[0], w[1]); }

  double gradient(const Vector& w, Vector& gradient) const override {
    const Jet f = at(w);
    gradient.resize(2);
    gradient << f.x, f.y;
    return f.value;
  }

  void hessianProduct(const Vector& w, const Vector& d, Vector& product) const override {
    const Jet f = at(w);
    product.resize(2);
    product << f.xx * d[0] + f.xy * d[1], f.xy * d[0] + f.yy * d[1];
  }

 private:
  static Formula formulaOf(const Choice& choice) {
    if constexpr (std::is_constructible_v<Formula, const Choice&>)
      return Formula(choice);
    else
      return Formula();
  }

  Jet at(const Vector& w) const { return formula_(Jet::first(w[0]), Jet::second(w[1])); }

  Formula formula_;
};

}  // namespace lossarium
