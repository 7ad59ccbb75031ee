// How exactly the values of a surface are asked for.
#pragma once

namespace lossarium {

enum class Precision {
  exact,   ///< in double precision: numbers that are shown, written or compared
  picture  ///< a network in single precision, several times faster; the picture is the same
};

}  // namespace lossarium
