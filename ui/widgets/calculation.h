// A calculation written out in numbers, with as many digits as it takes for a reader who does it to come to
// the result that is shown.
#pragma once

#include <QString>

#include <functional>
#include <span>
#include <vector>

namespace lossarium::ui {

/// So many significant digits, whatever the number's size; fewer where that is exactly the number.
QString significant(double number, int digits);

/// The fewest significant digits, from `fewest` on, with which numbers that differ are written differently.
int digitsThatDiffer(std::vector<double> numbers, int fewest, int most = 8);

struct Calculation {
  std::vector<QString> operands;
  QString result;
};

/// `result` = `rule`(`operands`): the operands' digits grow until the rule, applied to what is shown, gives
/// what is shown. Where numbers cancel, the result has fewer digits than 6.
Calculation calculation(const std::vector<double>& operands, double result,
                        const std::function<double(std::span<const double>)>& rule);

/// a + b + …, with the signs that they have: "0.35·1.083 − 2.1" of terms "0.35·1.083" and "−2.1".
QString written(const std::vector<QString>& terms);

}  // namespace lossarium::ui
