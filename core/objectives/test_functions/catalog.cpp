#include "core/base/catalog.h"

#include "core/objectives/test_functions/ackley.h"
#include "core/objectives/test_functions/beale.h"
#include "core/objectives/test_functions/booth.h"
#include "core/objectives/test_functions/branin.h"
#include "core/objectives/test_functions/easom.h"
#include "core/objectives/test_functions/eggholder.h"
#include "core/objectives/test_functions/goldstein_price.h"
#include "core/objectives/test_functions/himmelblau.h"
#include "core/objectives/test_functions/matyas.h"
#include "core/objectives/test_functions/mccormick.h"
#include "core/objectives/test_functions/quadratic.h"
#include "core/objectives/test_functions/rastrigin.h"
#include "core/objectives/test_functions/rosenbrock.h"
#include "core/objectives/test_functions/saddle.h"
#include "core/objectives/test_functions/six_hump_camel.h"
#include "core/objectives/test_functions/styblinski_tang.h"
#include "core/objectives/test_functions/three_hump_camel.h"

namespace lossarium {
namespace {

template <class Formula>
constexpr TestFunctionEntry formula() {
  return {&Formula::spec, &FormulaOfTwo<Formula>::make};
}

// In the order in which they are shown: valleys and bowls, then several minima, then the traps.
constexpr TestFunctionEntry entries[] = {
    {&Rosenbrock::spec, &Rosenbrock::make},
    formula<TurnedQuadratic>(),
    formula<Saddle>(),
    formula<Himmelblau>(),
    formula<Beale>(),
    formula<Booth>(),
    formula<Matyas>(),
    formula<ThreeHumpCamel>(),
    formula<SixHumpCamel>(),
    formula<StyblinskiTang>(),
    formula<GoldsteinPrice>(),
    formula<McCormick>(),
    formula<Branin>(),
    formula<Easom>(),
    formula<Rastrigin>(),
    formula<Ackley>(),
    formula<Eggholder>(),
};

constexpr double furthestStart = 1e6;

constexpr ParameterSpec startParameter(std::string_view id, std::string_view label, double initial) {
  return {.id = id,
          .label = label,
          .minimum = -furthestStart,
          .maximum = furthestStart,
          .initial = initial,
          .hint = "Where the run begins."};
}

const TestFunctionEntry& entryOf(std::string_view id, const std::string& where) {
  return findEntry(testFunctionCatalog(), id, "test function", where);
}

}  // namespace

std::span<const TestFunctionEntry> testFunctionCatalog() { return entries; }

const TestFunctionSpec& testFunctionSpec(std::string_view id, const std::string& where) {
  return *entryOf(id, where).spec;
}

std::vector<ParameterSpec> objectiveParameters(const TestFunctionSpec& spec) {
  std::vector<ParameterSpec> all(spec.parameters.begin(), spec.parameters.end());
  all.push_back(startParameter("x", "Start x", spec.startX));
  all.push_back(startParameter("y", "Start y", spec.startY));
  return all;
}

std::unique_ptr<const Objective> makeTestFunction(const Choice& choice, const std::string& where) {
  const TestFunctionEntry& entry = entryOf(choice.id, where);
  return entry.make(completed(choice, objectiveParameters(*entry.spec), where));
}

Vector startOf(const Choice& completed) {
  return (Vector(2) << completed.real("x"), completed.real("y")).finished();
}

}  // namespace lossarium
