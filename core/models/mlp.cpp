#include "core/models/mlp.h"

#include "core/base/random.h"
#include "core/models/linear.h"
#include "core/models/panels.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace lossarium {
namespace {

constexpr Index cacheNumbers = 65536;  // half of a second-level cache

constexpr ParameterSpec parameters[] = {
    {.id = "layers",
     .label = "Hidden layers",
     .kind = ParameterKind::integer,
     .minimum = 0,
     .maximum = 6,
     .initial = 2,
     .hint = "Layers between the inputs and the output. 0: a linear model."},
    {.id = "width",
     .label = "Units a layer",
     .kind = ParameterKind::integer,
     .minimum = 1,
     .maximum = 256,
     .initial = 8,
     .scale = ParameterScale::logarithmic,
     .hint = "More units bend the fit more finely, and fit noise more easily."},
    {.id = "activation",
     .label = "Activation",
     .kind = ParameterKind::choice,
     .initial = 0,
     .hint =
         "What a unit makes of its weighted sum. With identity all layers together are one straight line.",
     .choices = activationWords},
    {.id = "start",
     .label = "Start",
     .kind = ParameterKind::choice,
     .initial = 0,
     .hint = "How large the weights begin, so that signals neither fade nor grow from layer to layer: xavier "
             "for tanh and its kin, he for rectifiers (relu, leaky_relu, gelu). Automatic: as they suit.",
     .choices = "automatic|xavier|he"},
    {.id = "dropout",
     .label = "Dropout",
     .minimum = 0,
     .maximum = 0.9,
     .initial = 0,
     .hint = "In each training step every hidden unit is silent with this probability, so that none can rely "
             "on another. Curves and surfaces are those of the whole network."},
    {.id = "input_noise",
     .label = "Input noise",
     .minimum = 0,
     .maximum = 2,
     .initial = 0,
     .hint = "In each training step the inputs are shaken by so many standard deviations: the fit gets "
             "smoother."}};

bool usesHe(const std::string& word, Activation activation) {
  return word == "he" || (word == "automatic" && isRectifier(activation));
}

// Random bits from a draw and a place, in any order and on any thread the same.
std::uint64_t mixed(std::uint64_t draw, std::uint64_t place) {
  std::uint64_t z = draw + 0x9e3779b97f4a7c15ULL * (place + 1);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
  return z ^ (z >> 31);
}
double uniformOf(std::uint64_t bits) { return (static_cast<double>(bits >> 12) + 0.5) * 0x1p-52; }

std::uint64_t placeOf(std::size_t layer, Index row, Index unit) {
  return (static_cast<std::uint64_t>(layer) << 56) ^ (static_cast<std::uint64_t>(row) << 20) ^
         static_cast<std::uint64_t>(unit);
}

// Of each row the sum of its units' squares.
Vector squaredLengths(Index rows, Index units, const double* values) {
  Vector squares = Vector::Zero(panels::padded(rows));
  for (Index row = 0; row < rows; row += panels::lanes)
    for (Index u = 0; u < units; ++u)
      squares.segment<panels::lanes>(row) +=
          Eigen::Map<const Eigen::Vector<double, panels::lanes>>(values + panels::place(units, row, u))
              .cwiseAbs2();
  return squares.head(rows);
}

}  // namespace

constexpr ModelSpec Mlp::modelSpec{
    .id = "mlp",
    .title = "Network",
    .parameters = parameters,
    .caption = "Layers of units, each a bent weighted sum of the layer before: can take any shape."};

// Where in the memory lies what is kept of a block. `value[l]` is what layer l takes: the inputs, or what the
// hidden layer before it gives; `sum[l]` is what that was made of, `slope[l]` its derivative times the mask
// of dropout. No lists here: a step allocates nothing.
struct Mlp::Places {
  static constexpr std::size_t most = 8;
  Index height;
  std::array<Index, most> value{}, sum{}, slope{};
  std::array<Index, 2> delta{};
  Index packing, end;
};

Mlp::Mlp(const Choice& choice, const ModelShape& shape)
    : Model(shape.features, shape.outputs, {}),
      activation_(activationOf(choice.text("activation"))),
      he_(usesHe(choice.text("start"), activation_)),
      dropout_(choice.real("dropout")),
      inputNoise_(choice.real("input_noise")) {
  const Index hidden = choice.integer("layers"), width = choice.integer("width");
  std::vector<WeightBlock> blocks;
  Index inputs = shape.features, place = 0;
  for (Index l = 0; l <= hidden; ++l) {
    const Index units = l < hidden ? width : shape.outputs;
    const std::string name = "layer" + std::to_string(l + 1);
    layers_.push_back({inputs, units, place, place + units * inputs});
    blocks.push_back({name + ".weight", units, inputs, place, true});
    blocks.push_back({name + ".bias", 1, units, place + units * inputs, false});
    place += units * (inputs + 1);
    widest_ = std::max({widest_, units, inputs});
    valueCount_ += inputs;
    inputs = units;
  }
  setBlocks(std::move(blocks));
}

std::unique_ptr<const Model> Mlp::make(const Choice& choice, const ModelShape& shape) {
  return std::make_unique<Mlp>(choice, shape);
}

Index Mlp::blockRows() const {
  const Index rows = cacheNumbers / (valueCount_ + 2 * widest_) / panels::lanes * panels::lanes;
  return std::clamp<Index>(rows, 128, 512);
}

Vector Mlp::start(std::uint64_t seed) const {
  Vector weights(weightCount());
  Random random(seed, "start");
  for (std::size_t l = 0; l < layers_.size(); ++l) {
    const auto& [inputs, units, weight, bias] = layers_[l];
    const double bound = std::sqrt(6.0 / static_cast<double>(inputs + units));
    const double deviation = std::sqrt(2.0 / static_cast<double>(inputs));
    const bool normal = he_ && l + 1 < layers_.size();
    for (double& each : weights.segment(weight, inputs * units))
      each = normal ? deviation * random.normal() : random.uniform(-bound, bound);
    const double biasBound = 1 / std::sqrt(static_cast<double>(inputs));
    for (double& each : weights.segment(bias, units)) each = random.uniform(-biasBound, biasBound);
  }
  return weights;
}

bool Mlp::drops(const ModelMemory& memory) const { return memory.draw != 0 && dropout_ > 0; }

Mlp::Places Mlp::placesFor(Index rows, bool dropping) const {
  Places places;
  places.height = panels::padded(rows);
  Index next = 0;
  const auto take = [&](Index units) { return std::exchange(next, next + units * places.height); };
  for (std::size_t l = 0; l < layers_.size(); ++l) {
    const Index units = layers_[l].inputs;
    places.value[l] = take(units);
    places.sum[l] = l == 0 || slopeFromValue(activation_) ? places.value[l] : take(units);
    if (l > 0 && dropping) places.slope[l] = take(units);
  }
  for (Index& delta : places.delta) delta = take(widest_);
  places.packing = next;
  places.end = next + panels::packingRoom(rows, widest_);
  return places;
}

void Mlp::forward(const ConstRows& features, const Vector& weights, ModelMemory& memory,
                  Rows prediction) const {
  const Index rows = features.rows();
  const Places places = placesFor(rows, drops(memory));
  double* numbers = memory.provide(places.end);
  panels::fill(features, numbers + places.value[0]);
  if (memory.draw != 0 && inputNoise_ > 0) shake(rows, memory, numbers + places.value[0]);
  for (std::size_t l = 0; l < layers_.size(); ++l) {
    const auto& [inputs, units, weight, bias] = layers_[l];
    const bool last = l + 1 == layers_.size();
    double* sum = numbers + (last ? places.delta[0] : places.sum[l + 1]);
    panels::kernels().forward(rows, inputs, units, numbers + places.value[l], weights.data() + weight,
                              weights.data() + bias, sum);
    if (last) return panels::read(sum, prediction);
    activate(activation_, units * places.height, sum, numbers + places.value[l + 1]);
    if (drops(memory)) drop(l + 1, places, memory);
  }
}

// Calls at(layer, slopes by its sums, what it takes, room to pack) for each layer, the last first.
template <class AtLayer>
void Mlp::walkBack(const Vector& weights, const ConstRows& slopes, ModelMemory& memory,
                   const AtLayer& at) const {
  const Index rows = slopes.rows();
  const bool dropping = drops(memory);
  const Places places = placesFor(rows, dropping);
  double* numbers = memory.numbers.data();
  double *delta = numbers + places.delta[0], *change = numbers + places.delta[1];
  panels::fill(slopes, delta);
  for (std::size_t l = layers_.size(); l-- > 0;) {
    const NetworkLayer& layer = layers_[l];
    at(layer, delta, numbers + places.value[l], numbers + places.packing);
    if (l == 0) return;
    panels::kernels().backward(rows, layer.inputs, layer.units, delta, weights.data() + layer.weight, change);
    const Index count = layer.inputs * places.height;
    if (dropping)
      Eigen::Map<Vector>(change, count).array() *=
          Eigen::Map<Vector>(numbers + places.slope[l], count).array();
    else
      multiplyBySlope(activation_, count, numbers + places.sum[l], numbers + places.value[l], change);
    std::swap(delta, change);
  }
}

void Mlp::pullBack(const ConstRows&, const Vector& weights, const ConstRows& slopes, ModelMemory& memory,
                   Vector& gradient) const {
  const auto add = [&](const NetworkLayer& layer, const double* delta, const double* value, double* packing) {
    panels::kernels().addOuter(slopes.rows(), layer.inputs, layer.units, delta, value,
                               gradient.data() + layer.weight, gradient.data() + layer.bias, packing);
  };
  walkBack(weights, slopes, memory, add);
}

// In each layer a row's part is the outer product of its slopes and of what the layer takes and a 1.
void Mlp::addSquaredPulls(const ConstRows&, const Vector& weights, const ConstRows& slopes,
                          ModelMemory& memory, Eigen::Ref<Vector> squares) const {
  const Index rows = slopes.rows();
  const auto add = [&](const NetworkLayer& layer, const double* delta, const double* value, double*) {
    const Vector taken = squaredLengths(rows, layer.inputs, value);
    squares.array() += squaredLengths(rows, layer.units, delta).array() * (taken.array() + 1);
  };
  walkBack(weights, slopes, memory, add);
}

void Mlp::shake(Index rows, const ModelMemory& memory, double* inputs) const {
  const Index units = featureCount();
  for (Index i = 0; i < rows; ++i)
    for (Index j = 0; j < units; ++j)
      inputs[panels::place(units, i / panels::lanes * panels::lanes, j) + i % panels::lanes] +=
          inputNoise_ * normalQuantile(uniformOf(mixed(memory.draw, placeOf(0, memory.firstRow + i, j))));
}

void Mlp::drop(std::size_t layer, const Places& places, ModelMemory& memory) const {
  const Index units = layers_[layer].inputs, count = units * places.height;
  double* numbers = memory.numbers.data();
  Eigen::Map<Vector> kept(numbers + places.delta[1], count), slope(numbers + places.slope[layer], count),
      value(numbers + places.value[layer], count);
  for (Index i = 0; i < places.height; ++i)
    for (Index u = 0; u < units; ++u) {
      const double chance = uniformOf(mixed(memory.draw, placeOf(layer, memory.firstRow + i, u)));
      kept[panels::place(units, i / panels::lanes * panels::lanes, u) + i % panels::lanes] =
          chance < dropout_ ? 0.0 : 1 / (1 - dropout_);
    }
  slope = kept;
  multiplyBySlope(activation_, count, numbers + places.sum[layer], value.data(), slope.data());
  value.array() *= kept.array();
}

std::vector<ProductTerm> Mlp::terms(const Vector& weights, Index output, const Vector& mean,
                                    const Vector& deviation) const {
  if (!linearInWeights()) return {};
  return Linear({featureCount(), outputCount()}).terms(weights, output, mean, deviation);
}

}  // namespace lossarium
