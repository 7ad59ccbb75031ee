// A network of layers that are connected in full: h = f(W·h + b) in each hidden layer, the last layer without
// f. Blocks `layer1.weight` (units × inputs), `layer1.bias`, … as PyTorch's nn.Linear. Without hidden layers
// it is `linear`.
//
// The start: weights uniform in ±√(6/(inputs + units)) (Glorot & Bengio 2010, "xavier"), or normal with
// variance 2/inputs (He et al. 2015, "he"; for rectifiers unless told otherwise; the last layer is xavier's),
// biases uniform in ±1/√inputs as PyTorch's, so that kinks lie apart.
//
// In training, `dropout` silences each hidden unit with that probability and makes the others larger by
// 1/(1 − dropout); `input_noise` adds that many standard deviations of normal noise to the (standardised)
// inputs. Every step draws anew; losses, curves and surfaces are those of the network without either.
#pragma once

#include "core/models/activation.h"
#include "core/models/model.h"

namespace lossarium {

/// A layer of a network, and where its weights begin among all.
struct NetworkLayer {
  Index inputs, units;
  Index weight, bias;

  Index end() const { return bias + units; }
};

class Mlp final : public Model {
 public:
  static const ModelSpec modelSpec;

  Mlp(const Choice& choice, const ModelShape& shape);
  static std::unique_ptr<const Model> make(const Choice& choice, const ModelShape& shape);

  const ModelSpec& spec() const override { return modelSpec; }
  bool linearInWeights() const override { return layers_.size() == 1; }
  bool drawsInTraining() const override { return (dropout_ > 0 && layers_.size() > 1) || inputNoise_ > 0; }
  Index blockRows() const override;
  Vector start(std::uint64_t seed) const override;
  void forward(const ConstRows& features, const Vector& weights, ModelMemory& memory,
               Rows prediction) const override;
  void pullBack(const ConstRows& features, const Vector& weights, const ConstRows& slopes,
                ModelMemory& memory, Vector& gradient) const override;
  void addSquaredPulls(const ConstRows& features, const Vector& weights, const ConstRows& slopes,
                       ModelMemory& memory, Eigen::Ref<Vector> squares) const override;
  void pushForward(const ConstRows& features, const Vector& weights, const Vector& direction,
                   Rows change) const override;
  void pullBackChange(const ConstRows& features, const Vector& weights, const Vector& direction,
                      const ConstRows& slopes, const ConstRows& slopesChange,
                      Vector& gradient) const override;
  std::vector<ProductTerm> terms(const Vector& weights, Index output, const Vector& mean,
                                 const Vector& deviation) const override;
  std::unique_ptr<const ModelAlong> along(const Matrix& features, const WeightPlane& plane,
                                          Precision precision) const override;
  /// What every unit gives: the inputs themselves, each hidden layer, the outputs; each rows × units. Without
  /// what training draws.
  std::vector<Matrix> unitValues(const ConstRows& features, const Vector& weights) const;

 private:
  struct Tape;
  struct Places;

  bool drops(const ModelMemory& memory) const;
  Places placesFor(Index rows, bool dropping) const;
  template <class AtLayer>
  void walkBack(const Vector& weights, const ConstRows& slopes, ModelMemory& memory, const AtLayer& at) const;
  void shake(Index rows, const ModelMemory& memory, double* inputs) const;
  void drop(std::size_t layer, const Places& places, ModelMemory& memory) const;
  Tape record(const ConstRows& features, const Vector& weights, const Vector& direction) const;

  Activation activation_;
  bool he_;
  double dropout_;
  double inputNoise_;
  std::vector<NetworkLayer> layers_;
  Index widest_ = 0;      ///< units of any layer
  Index valueCount_ = 0;  ///< numbers that forward keeps of a row
};

}  // namespace lossarium
