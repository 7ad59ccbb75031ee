// A vector that does not change any more and is held by many: a copy costs next to nothing.
#pragma once

#include "core/base/matrix.h"

#include <memory>
#include <utility>

namespace lossarium {

class SharedVector {
 public:
  SharedVector() : SharedVector(Vector()) {}
  SharedVector(Vector values)  // NOLINT: stands wherever a vector does
      : values_(std::make_shared<const Vector>(std::move(values))) {}
  operator const Vector&() const { return *values_; }  // NOLINT
  const Vector& operator*() const { return *values_; }
  bool operator==(const SharedVector& other) const { return *values_ == *other.values_; }

 private:
  std::shared_ptr<const Vector> values_;
};

}  // namespace lossarium
